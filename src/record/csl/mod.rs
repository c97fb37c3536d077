//! A record as a CSL-JSON item, both ways.
//!
//! Standard: CSL 1.0.2, `csl-data.json`; what it has no variable for stands under `custom`. There are no nulls. Reading an item and writing it gives
//! the same item: what the model has no place for is kept as it came, save that what the schema does not allow is written under `custom`.

mod read;
mod write;

use super::Scheme;

/// Identifiers that are variables of CSL; the others go under `custom`.
const CSL_SCHEMES: [Scheme; 5] = [Scheme::Doi, Scheme::Isbn, Scheme::Issn, Scheme::Pmid, Scheme::Pmcid];

#[cfg(test)]
mod tests {
    use crate::record::Record;
    use serde_json::json;

    #[test]
    fn an_item_comes_back_as_it_went_in() {
        let items = json!([
            {"id": "a", "type": "article-journal", "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, {"literal": "UN"}],
             "issued": {"date-parts": [[2001, 5], [2001, 6]]}, "title": "T", "page": "12–5", "DOI": "10.1000/182", "PMID": "123",
             "custom": {"OCLC": "27", "et-al": ["author"], "edtf": {"accessed": "199X"}, "archive-date": "2001-02-03", "mine": [1, null]}},
            {"id": "b", "type": "book", "issued": {"raw": "spring"}, "ISBN": "12", "author": [{"family": "X", "parse-names": true}], "custom": {"undated": true}},
            {"id": "c", "type": "webpage", "issued": {"date-parts": [["2001"]]}, "title-short": "s", "issue": 4, "title": "", "custom": {}},
            {"id": "d", "type": "song", "issued": {"date-parts": [[1999]], "season": 2, "circa": true}, "custom": {"edtf": {"issued": "1999-22~"}}},
        ]);
        for item in items.as_array().unwrap() {
            let record = Record::from_csl(item.as_object().unwrap().clone());
            assert_eq!(serde_json::to_value(&record).unwrap(), *item);
        }
    }
}
