//! The templates of a page that were looked up for its language.
//!
//! In: the outline of a page. Out: the language of its wiki, and [`Known`], what was found on the way, so that the walk looks up none of them again. Not here:
//! what the names mean (`markup::tables`).

use super::outline::{Braces, Outline};
use crate::reader::markup::call::{Call, Parameter, cut};
use crate::reader::markup::sign::before_end_of_name;
use crate::reader::markup::tables::{Role, Roles, SeenNames, Tables, Tongue, pick};

/// A template that was looked up.
#[derive(Clone, Copy)]
pub(super) struct Template<'s> {
    pub(super) braces: Braces,
    /// What stands behind its braces, up to its first parameter or what is nested in it.
    pub(super) name: &'s str,
    /// Whether its name may have a comment.
    pub(super) tagged: bool,
    /// What the tables say of it.
    pub(super) roles: Option<Roles>,
    /// Its name up to the first parameter, and where its parameters stand among those of all, where they were read.
    call: Option<(&'s str, usize, usize)>,
}

/// The templates that were looked up, in the order of the page.
#[derive(Default)]
pub(super) struct Known<'s> {
    /// The language of the wiki.
    pub(super) tongue: Tongue,
    templates: Vec<Template<'s>>,
    /// The parameters of those that were read.
    parameters: Vec<Parameter<'s>>,
}

impl<'s> Known<'s> {
    /// Looks templates up for the language of the wiki, which their names and parameters tell.
    pub(super) fn of(source: &'s str, outline: &Outline, tables: &'static Tables) -> Self {
        let (mut seen, mut out, mut budget) = (SeenNames::default(), Self::default(), 50_000_usize);
        // citations from all over the page, since its languages are not spread evenly
        let count = outline.templates().count();
        let step = count.div_ceil(300).max(1);
        out.templates.reserve_exact(count.div_ceil(step));
        // what the citations have for which the budget is there, mostly
        out.parameters.reserve(budget.min(source.len()) / 32);
        for braces in outline.templates().step_by(step) {
            let Some(whole) = source.get(braces.start..braces.end) else { continue };
            let (name, tagged) = name_of_call(whole);
            if name.len() > 100 {
                continue;
            }
            let roles = tables.vote(name, &mut seen);
            let cites = matches!(roles.and_then(|roles| pick(roles, 0)), Some(Role::Cite(_)));
            let call = (cites && budget > whole.len()).then(|| {
                budget -= whole.len();
                let from = out.parameters.len();
                let name = cut(whole, &mut out.parameters);
                tables.vote_parameters(out.parameters.get_mut(from..).unwrap_or_default(), &mut seen);
                (name, from, out.parameters.len())
            });
            out.templates.push(Template { braces, name, tagged, roles, call });
        }
        out.tongue = seen.votes.winner();
        out
    }

    /// The template that begins at a place, if it is one of them; mostly it is the next one.
    pub(super) fn find(&self, start: usize, next: &mut usize) -> Option<Template<'s>> {
        let is_next = self.templates.get(*next).is_some_and(|one| one.braces.start == start);
        let search = || self.templates.binary_search_by_key(&start, |one| one.braces.start).ok();
        let at = if is_next { *next } else { search()? };
        *next = at + 1;
        self.templates.get(at).copied()
    }

    /// The call of a template, where it was read.
    pub(super) fn call(&self, template: &Template<'s>) -> Option<Call<'_, 's>> {
        let (name, from, to) = template.call?;
        Some(Call { name, parameters: self.parameters.get(from..to)? })
    }
}

/// What stands behind the braces of a call, up to its first parameter or what is nested in it, and whether it may have a comment.
pub(super) fn name_of_call(whole: &str) -> (&str, bool) {
    let name = whole.get(2..).unwrap_or_default();
    let (mut from, mut tagged) = (0, false);
    while let Some(rest) = name.as_bytes().get(from..) {
        let at = from + before_end_of_name(rest);
        match name.as_bytes().get(at) {
            Some(b'|' | b'}' | b'{') => return (name.get(..at).unwrap_or_default(), tagged),
            Some(b'<') => tagged = true,
            _ => {}
        }
        from = at + 1;
    }
    (name, tagged)
}
