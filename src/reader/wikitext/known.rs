//! The templates of a page that were looked up for its language.
//!
//! In: the outline of a page. Out: the language of its wiki, and [`Known`], what was found on the way, so that the walk looks up none of them again. Not here:
//! what the names mean (`markup::tables`).

use super::outline::{Braces, Outline};
use crate::reader::markup::call::Call;
use crate::reader::markup::sign::{Signs, is_of_call};
use crate::reader::markup::tables::{Role, Roles, Tables, Tongue, pick};
use crate::reader::markup::votes::Votes;

/// A template that was looked up.
pub(super) struct Template<'s> {
    pub(super) braces: Braces,
    /// What stands behind its braces, up to its first parameter or what is nested in it.
    pub(super) name: &'s str,
    /// Whether its name may have a comment.
    pub(super) tagged: bool,
    /// What the tables say of it.
    pub(super) roles: Option<Roles>,
    /// Its parameters, where they were read.
    pub(super) call: Option<Call<'s>>,
}

/// The templates that were looked up, in the order of the page.
#[derive(Default)]
pub(super) struct Known<'s> {
    templates: Vec<Template<'s>>,
    /// The one that will be asked for next, mostly.
    next: usize,
}

impl<'s> Known<'s> {
    /// Looks templates up for the language of the wiki, which their names and parameters tell.
    pub(super) fn of(source: &'s str, outline: &Outline, tables: &'static Tables) -> (Tongue, Self) {
        let (mut votes, mut templates, mut budget) = (Votes::default(), Vec::new(), 50_000_usize);
        // citations from all over the page, since its languages are not spread evenly
        let count = outline.templates().count();
        let step = count.div_ceil(300).max(1);
        templates.reserve_exact(count.div_ceil(step));
        for braces in outline.templates().step_by(step) {
            let Some(whole) = source.get(braces.start..braces.end) else { continue };
            let (name, tagged) = name_of_call(whole);
            if name.len() > 100 {
                continue;
            }
            let roles = tables.vote(name, &mut votes);
            let cites = matches!(roles.and_then(|roles| pick(roles, 0)), Some(Role::Cite(_)));
            let call = (cites && budget > whole.len()).then(|| {
                budget -= whole.len();
                let mut call = Call::read(whole);
                tables.vote_parameters(&mut call.parameters, &mut votes);
                call
            });
            templates.push(Template { braces, name, tagged, roles, call });
        }
        (votes.winner(), Self { templates, next: 0 })
    }

    /// The template that begins at a place, if it is one of them; its parameters are given once.
    pub(super) fn take(&mut self, start: usize) -> Option<Template<'s>> {
        let is_next = self.templates.get(self.next).is_some_and(|one| one.braces.start == start);
        let search = || self.templates.binary_search_by_key(&start, |one| one.braces.start).ok();
        let at = if is_next { self.next } else { search()? };
        self.next = at + 1;
        let one = self.templates.get_mut(at)?;
        let call = one.call.take();
        Some(Template { call, ..*one })
    }
}

/// What stands behind the braces of a call, up to its first parameter or what is nested in it, and whether it may have a comment.
pub(super) fn name_of_call(whole: &str) -> (&str, bool) {
    let name = whole.get(2..).unwrap_or_default();
    let (mut end, mut tagged, mut signs) = (0, false, Signs::of(name.as_bytes(), is_of_call));
    while let Some(at) = signs.next(end) {
        match name.as_bytes().get(at) {
            Some(b'|' | b'}' | b'{') => return (name.get(..at).unwrap_or_default(), tagged),
            Some(b'<') => tagged = true,
            _ => {}
        }
        end = at + 1;
    }
    (name, tagged)
}
