//! Diagnostics as text: excerpts for people, JSON lines for programs.
