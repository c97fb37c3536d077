//! The elements and attributes of HTML that matter here, and how elements nest.
//!
//! In: names in lower case, as the tokenizer gives them. Out: [`Tag`], its [`Nesting`], and [`Attribute`]. Not here: what a class name means
//! ([`super::signs`]). Standard: HTML, section 13.1.2 (optional tags) and 15.3 (which elements are blocks), reduced to what a reader of text needs.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

macro_rules! names {
    ($(#[doc = $doc:literal])+ $kind:ident, $other:ident: $($variant:ident = $word:literal,)+) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum $kind { $($variant,)+ $other }

        impl $kind {
            /// The variant of a name in lower case: a look-up, since a page has as many names as words.
            pub(super) fn of(word: &str) -> Self {
                static TABLE: OnceLock<FxHashMap<&'static str, $kind>> = OnceLock::new();
                let table = TABLE.get_or_init(|| FxHashMap::from_iter([$(($word, Self::$variant),)+]));
                table.get(word).copied().unwrap_or(Self::$other)
            }
        }
    };
}

names! {
    /// An element by its name.
    Tag, Other:
    A = "a", Abbr = "abbr", Address = "address", Annotation = "annotation", Area = "area", Article = "article", Aside = "aside", B = "b",
    Base = "base", Big = "big", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button", Caption = "caption", Center = "center",
    Cite = "cite", Code = "code", Col = "col", Colgroup = "colgroup", Dd = "dd", Del = "del", Details = "details", Dfn = "dfn", Dialog = "dialog",
    Dir = "dir", Div = "div", Dl = "dl", Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption",
    Figure = "figure", Font = "font", Footer = "footer", Form = "form", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5", H6 = "h6",
    Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i", Iframe = "iframe", Img = "img", Input = "input",
    Ins = "ins", Kbd = "kbd", Label = "label", Legend = "legend", Li = "li", Link = "link", Main = "main", Mark = "mark", Math = "math",
    Menu = "menu", Meta = "meta", Nav = "nav", Nobr = "nobr", Noembed = "noembed", Noframes = "noframes", Noscript = "noscript",
    Object = "object", Ol = "ol", Optgroup = "optgroup", Option = "option", P = "p", Param = "param", Picture = "picture", Pre = "pre", Q = "q",
    Rp = "rp", Rt = "rt", Ruby = "ruby", S = "s", Samp = "samp", Script = "script", Search = "search", Section = "section", Select = "select",
    Small = "small", Source = "source", Span = "span", Strike = "strike", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary",
    Sup = "sup", Svg = "svg", Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea", Tfoot = "tfoot",
    Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr", Track = "track", Tt = "tt", U = "u", Ul = "ul", Var = "var",
    Video = "video", Wbr = "wbr",
}

names! {
    /// An attribute that is kept.
    Attribute, Dropped:
    About = "about", AriaDescribedby = "aria-describedby", AriaLabel = "aria-label", Charset = "charset", Class = "class", Content = "content", DataCites = "data-cites", DataMw = "data-mw",
    DataMwGroup = "data-mw-group", Datetime = "datetime", EpubType = "epub:type", Hidden = "hidden", Href = "href", Id = "id",
    Itemprop = "itemprop", Itemscope = "itemscope", Itemtype = "itemtype", Lang = "lang", Name = "name", Property = "property", Rel = "rel",
    Resource = "resource", Rev = "rev", Role = "role", Start = "start", Style = "style", Title = "title", Type = "type", Value = "value",
    XmlLang = "xml:lang",
}

/// How an element stands in the text and among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nesting {
    /// It has no content: `<br>`.
    Void,
    /// It begins and ends a block of text.
    Block,
    /// It is part of a table: a cell ends with space, a row with a line.
    Table,
    /// It stands in a line, and an end tag closes it across blocks: `<b>`.
    Formatting,
    /// It stands in a line.
    Inline,
}

impl Tag {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Other as usize + 1;

    /// How the element nests.
    pub(super) const fn nesting(self) -> Nesting {
        match self {
            Self::Area
            | Self::Base
            | Self::Br
            | Self::Col
            | Self::Embed
            | Self::Hr
            | Self::Img
            | Self::Input
            | Self::Link
            | Self::Meta
            | Self::Param
            | Self::Source
            | Self::Track
            | Self::Wbr => Nesting::Void,
            Self::Caption
            | Self::Colgroup
            | Self::Table
            | Self::Tbody
            | Self::Td
            | Self::Tfoot
            | Self::Th
            | Self::Thead
            | Self::Tr => Nesting::Table,
            Self::A
            | Self::B
            | Self::Big
            | Self::Code
            | Self::Em
            | Self::Font
            | Self::I
            | Self::Nobr
            | Self::S
            | Self::Small
            | Self::Strike
            | Self::Strong
            | Self::Tt
            | Self::U => Nesting::Formatting,
            Self::Address
            | Self::Article
            | Self::Aside
            | Self::Blockquote
            | Self::Body
            | Self::Center
            | Self::Dd
            | Self::Details
            | Self::Dialog
            | Self::Dir
            | Self::Div
            | Self::Dl
            | Self::Dt
            | Self::Fieldset
            | Self::Figcaption
            | Self::Figure
            | Self::Footer
            | Self::Form
            | Self::H1
            | Self::H2
            | Self::H3
            | Self::H4
            | Self::H5
            | Self::H6
            | Self::Head
            | Self::Header
            | Self::Hgroup
            | Self::Html
            | Self::Legend
            | Self::Li
            | Self::Main
            | Self::Menu
            | Self::Nav
            | Self::Ol
            | Self::Optgroup
            | Self::Option
            | Self::P
            | Self::Pre
            | Self::Search
            | Self::Section
            | Self::Summary
            | Self::Title
            | Self::Ul => Nesting::Block,
            _ => Nesting::Inline,
        }
    }

    /// Whether the element begins a line of its own: a block, a row of a table, or a rule.
    pub(crate) const fn breaks(self) -> bool {
        match self.nesting() {
            Nesting::Block => true,
            Nesting::Table => !matches!(self, Self::Td | Self::Th),
            _ => matches!(self, Self::Hr),
        }
    }

    /// Whether what is open outside of it stays open, whatever is closed inside: a cell, a table, the page.
    pub(super) const fn is_scope(self) -> bool {
        matches!(
            self,
            Self::Caption
                | Self::Html
                | Self::Object
                | Self::Table
                | Self::Td
                | Self::Th
                | Self::Template
                | Self::Button
        )
    }

    /// Whether it is a heading.
    pub(super) const fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// Whether it is an item of a list.
    pub(super) const fn is_item(self) -> bool {
        matches!(self, Self::Li | Self::Dd | Self::Dt)
    }

    /// Whether its beginning ends an open paragraph.
    pub(super) const fn ends_paragraph(self) -> bool {
        matches!(self, Self::Hr)
            || (matches!(self.nesting(), Nesting::Block)
                && !matches!(
                    self,
                    Self::Head | Self::Html | Self::Body | Self::Option | Self::Optgroup | Self::Title | Self::Legend
                ))
            || matches!(self, Self::Table)
    }

    /// What the beginning of this element ends, and what no such ending reaches across.
    pub(super) const fn ends(self) -> Option<(&'static [Self], &'static [Self])> {
        Some(match self {
            Self::Li => (&[Self::Li], &[Self::Ol, Self::Ul, Self::Menu, Self::Dir]),
            Self::Dd | Self::Dt => (&[Self::Dd, Self::Dt], &[Self::Dl]),
            Self::Td | Self::Th => (&[Self::Td, Self::Th, Self::Caption], &[Self::Tr, Self::Table]),
            Self::Tr => {
                (&[Self::Tr, Self::Caption, Self::Colgroup], &[Self::Tbody, Self::Thead, Self::Tfoot, Self::Table])
            }
            Self::Tbody | Self::Thead | Self::Tfoot => {
                (&[Self::Tbody, Self::Thead, Self::Tfoot, Self::Caption, Self::Colgroup], &[Self::Table])
            }
            Self::Option | Self::Optgroup => (&[Self::Option], &[Self::Select]),
            Self::Rt | Self::Rp => (&[Self::Rt, Self::Rp], &[Self::Ruby]),
            Self::A => (&[Self::A], &[Self::Td, Self::Th, Self::Table]),
            Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6 => (
                &[Self::H1, Self::H2, Self::H3, Self::H4, Self::H5, Self::H6],
                &[Self::Div, Self::Section, Self::Article, Self::Td, Self::Th, Self::Li],
            ),
            _ => return None,
        })
    }
}
