//! From a folder to ordered raw pages: reads files and front matter, decides the order.

mod addresses;
mod around;
mod audience;
mod candidate;
pub(crate) mod comments;
mod config;
mod context;
mod date;
mod decode;
mod dialect;
mod documents;
mod epub;
mod extensions;
mod folder;
mod fonts;
mod front_matter;
mod html;
mod hygiene;
mod identity;
mod images;
mod left_out;
mod listing;
pub(crate) mod literals;
pub(crate) mod markings;
mod maths;
mod media_place;
mod menus;
mod numbering;
mod order;
mod page_files;
mod pages;
mod paths;
mod pdf_standard;
mod placing;
mod program;
mod prose;
mod publication;
mod punctuation;
mod raw_pack;
mod raw_page;
mod read;
mod rule_set;
mod sections;
mod select;
mod spoken;
#[cfg(test)]
mod tests;
mod useless;
mod variables;
mod vault;
mod wanted;
mod words;

pub use addresses::SiteAddresses;
pub use around::{comments_and_title, kept_below};
pub use audience::Audience;
pub use comments::CommentForms;
pub use config::{
    AttachEntry, AttachedFile, Certificate, CheckConfig, Command, ContentsEntry, ContentsGroup,
    Controls, DescribedPerson, DescribedRule, DocumentControl, GeneratedIndex, GeneratedPage,
    LinksConfig, MathsConfig, OutsideFiles, PackConfig, PdfConfig, Person, ProofConfig, Recipient,
    RegisterConfig, Rule, SETTINGS, Standard, VersionEntry, WebPictures, profiles, settings_in,
};
pub(crate) use date::normalize as normalize_date;
pub(crate) use decode::text_of;
pub use dialect::Dialect;
pub(crate) use documents::beside as documents_beside;
pub use epub::{AccessibilityConfig, Contributor, ContributorRole, EpubConfig, Series};
pub use extensions::{Changes, Extensions, Snippets};
pub use fonts::FontsConfig;
pub(crate) use front_matter::without_front_matter;
pub use html::{HtmlConfig, HtmlImages};
pub use images::{ImagesConfig, PictureMetadata};
pub use left_out::{LeftOut, Reason};
pub use maths::{Formulas, MathDelimiters};
pub use media_place::MediaPlace;
pub use numbering::Numbering;
pub use order::{HIDDEN_SETTINGS, LONGEST_VALUE, is_site};
pub(crate) use page_files::is_error_page;
pub use page_files::is_markdown;
pub use pdf_standard::{PdfArchival, PdfStandard};
pub use punctuation::{Punctuation, Runs, Signs};
pub use raw_pack::RawPack;
pub use raw_page::RawPage;
pub use read::read;
pub(crate) use variables::mentioned as mentioned_variables;
pub use variables::{Variables, mentions_variable};
pub use vault::Vault;
pub use wanted::{Selection, SetVariable, Unread, VariableFile, Wanted};
