printf '\033[31mError:\033[0m <stdin>: syntax error in line 1 near "->"\n\n' >&2
exit 3
