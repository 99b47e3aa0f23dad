//! How a shortcode is used, and what a template for it could start from.

use super::tag::{self, TagKind};

/// What pages hand to a shortcode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The names of its arguments, in the order they are met.
    pub names: Vec<String>,
    /// How many arguments without a name it is given at most.
    pub positional: usize,
    /// Whether something stands between two tags.
    pub paired: bool,
}

/// The name and the arguments of the shortcode whose opening tag a text is.
pub fn usage(text: &str) -> Option<(String, Usage)> {
    match tag::tags(text).into_iter().next()?.kind {
        TagKind::Open { name, arguments, .. } => {
            let names = arguments.named.into_iter().map(|(name, _)| name).collect();
            let positional = arguments.positional.len();
            Some((name, Usage { names, positional, paired: false }))
        }
        TagKind::Close { .. } | TagKind::Escaped { .. } | TagKind::Broken => None,
    }
}

impl Usage {
    /// Adds how another page uses the shortcode.
    pub fn merge(&mut self, other: Self) {
        for name in other.names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        self.positional = self.positional.max(other.positional);
        self.paired |= other.paired;
    }

    /// A template that shows every argument and what stands between the tags.
    pub fn template(&self) -> String {
        let named = self.names.iter().map(|name| format!("{{{{param \"{name}\"}}}}"));
        let placed = (0..self.positional).map(|place| format!("{{{{param {place}}}}}"));
        let line = named.chain(placed).collect::<Vec<_>>().join(" ");
        let inner = if self.paired { "{{{inner}}}" } else { "" };
        let blocks: Vec<&str> =
            [line.as_str(), inner].into_iter().filter(|block| !block.is_empty()).collect();
        blocks.join("\n\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_shows_all_that_any_page_hands_over() {
        let (name, mut all) = usage(r#"{{% card title="A" %}}"#).unwrap();
        all.merge(usage("{{< card title=B link=c x y >}}").unwrap().1);
        all.paired = true;
        let template =
            "{{param \"title\"}} {{param \"link\"}} {{param 0}} {{param 1}}\n\n{{{inner}}}";
        assert_eq!((name.as_str(), all.template().as_str()), ("card", template));
        assert_eq!(usage("{{< /card >}}"), None);
    }
}
