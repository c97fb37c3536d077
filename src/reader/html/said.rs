//! Records out of names and values: what schema.org's microdata and JSON-LD, and the `citation_` metadata of journals have in common.
//!
//! In: a property and its text. Out: a field of a [`Record`]. Standard: schema.org `CreativeWork`; Highwire Press tags. Not here: where the values
//! stand ([`super::linked`], [`super::microdata`], [`super::metadata`]).

use super::coins::{add_name, iso};
use crate::reader::anchors::push_identifier;
use crate::reader::resolver::{identifier, of_address};
use crate::record::{Address, Field, Identifier, Kind, Language, Name, Pages, Record, Role, Scheme, Title};

/// Puts a value where its name says; what has no place is left out, since its text stays in the page.
pub(super) fn put(record: &mut Record, name: &str, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let text = || Some(Field::from(value.to_owned()));
    match name {
        "name" | "headline" | "title" if record.title.is_none() => record.title = Title::new(value).map(Field::from),
        "author" | "creator" | "authors" => add_name(record, Role::Author, value),
        "editor" => add_name(record, Role::Editor, value),
        "translator" => add_name(record, Role::Translator, value),
        "datePublished" | "publication_date" | "date" | "year" | "dateCreated" | "copyrightYear"
            if record.issued.is_none() =>
        {
            let date = iso(&value.replace('/', "-"));
            record.issued = Some(date.map_or_else(|| Field::literal(value, None), Field::from));
        }
        "publisher" | "provider" | "technical_report_institution" | "dissertation_institution" => {
            record.publisher = text();
        }
        "isPartOf" | "journal_title" | "conference_title" | "inbook_title" | "journal" => {
            record.container_title = text();
        }
        "volumeNumber" | "volume" => record.volume = text(),
        "issueNumber" | "issue" => record.issue = text(),
        "pagination" | "pages" | "pageStart" | "firstpage" => record.page = Pages::new(value).map(Field::from),
        "pageEnd" | "lastpage" => {
            let first = record.page.as_ref().and_then(Field::as_typed).map(|pages| pages.as_str().to_owned());
            let range = first
                .filter(|first| first != value)
                .map_or_else(|| value.to_owned(), |first| format!("{first}-{value}"));
            record.page = Pages::new(range).map(Field::from);
        }
        "bookEdition" | "edition" => record.edition = text(),
        "inLanguage" | "language" => {
            record.language = Some(value.parse::<Language>().map_or_else(|_| Field::literal(value, None), Field::from));
        }
        "url" | "@id" | "sameAs" | "fulltext_html_url" | "mainEntityOfPage" => put_address(record, value),
        "isbn" => put_identifier(record, Scheme::Isbn, value),
        "issn" => put_identifier(record, Scheme::Issn, value),
        "doi" => put_identifier(record, Scheme::Doi, value.trim_start_matches("doi:")),
        "pmid" => put_identifier(record, Scheme::Pmid, value),
        "arxiv_id" => put_identifier(record, Scheme::ArxivId, value),
        "identifier" => match value.split_once(':') {
            Some((scheme, id)) if Scheme::from_key(scheme).is_some() => {
                if let Some(scheme) = Scheme::from_key(scheme) {
                    put_identifier(record, scheme, id);
                }
            }
            _ if value.starts_with("10.") => put_identifier(record, Scheme::Doi, value),
            _ => put_address(record, value),
        },
        _ => {}
    }
}

fn put_address(record: &mut Record, value: &str) {
    if let Some(id) = of_address(value) {
        push_identifier(record, id);
    } else if record.web.url.is_none()
        && let Ok(address) = value.parse::<Address>()
        && value.contains("://")
    {
        record.web.url = Some(address.into());
    }
}

fn put_identifier(record: &mut Record, scheme: Scheme, value: &str) {
    let value = value.trim();
    push_identifier(
        record,
        identifier(scheme, value).unwrap_or_else(|| Identifier { scheme, value: Field::literal(value, None) }),
    );
}

/// Adds an organization to the authors.
pub(super) fn put_organization(record: &mut Record, name: &str) {
    record.names_mut(Role::Author).names.push(Name::Organization(name.trim().to_owned()));
}

/// The kind of a work by schema.org's type, with or without its address.
pub(super) fn kind(kind: &str) -> Option<Kind> {
    Some(match kind.rsplit(['/', '#', ':']).next()? {
        "ScholarlyArticle" | "MedicalScholarlyArticle" => Kind::ArticleJournal,
        "NewsArticle" | "ReportageNewsArticle" | "AnalysisNewsArticle" | "OpinionNewsArticle" => Kind::ArticleNewspaper,
        "Article" | "TechArticle" => Kind::Article,
        "BlogPosting" | "LiveBlogPosting" => Kind::PostWeblog,
        "SocialMediaPosting" => Kind::Post,
        "Book" => Kind::Book,
        "Chapter" => Kind::Chapter,
        "Thesis" => Kind::Thesis,
        "Report" => Kind::Report,
        "Dataset" => Kind::Dataset,
        "SoftwareApplication" | "SoftwareSourceCode" => Kind::Software,
        "Movie" | "VideoObject" => Kind::MotionPicture,
        "Legislation" => Kind::Legislation,
        "Map" => Kind::Map,
        _ => return None,
    })
}
