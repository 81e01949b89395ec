//! Just enough of Rust's lexical rules to tell code from comments, text and tests.

/// The code of a file: comments and the insides of literals are blanked, every line stays where it was.
pub fn code(text: &str) -> String {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, out: String::new() };
    while let Some(c) = reader.peek(0) {
        match (c, reader.peek(1)) {
            ('/', Some('/')) => reader.blank_while(|c| c != '\n'),
            ('/', Some('*')) => reader.blank_comment(),
            ('"', _) => reader.blank_string(),
            ('r', Some('"' | '#')) if !reader.after_name() => reader.blank_raw_string(),
            ('b', Some('r')) if !reader.after_name() => {
                reader.keep();
                reader.blank_raw_string();
            }
            ('\'', _) => reader.blank_char(),
            _ => reader.keep(),
        }
    }
    reader.out
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    out: String,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn after_name(&self) -> bool {
        self.out.chars().next_back().is_some_and(is_name)
    }

    fn keep(&mut self) {
        self.out.extend(self.peek(0));
        self.at += 1;
    }

    fn blank(&mut self) {
        match self.peek(0) {
            Some('\n') => self.out.push('\n'),
            Some(_) => self.out.push(' '),
            None => {}
        }
        self.at += 1;
    }

    fn blank_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&wanted) {
            self.blank();
        }
    }

    fn blank_comment(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek(0) {
            match (c, self.peek(1)) {
                ('/', Some('*')) => {
                    depth += 1;
                    self.blank();
                }
                ('*', Some('/')) => {
                    depth -= 1;
                    self.blank();
                }
                _ => {}
            }
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    fn blank_string(&mut self) {
        self.keep();
        while let Some(c) = self.peek(0) {
            match c {
                '"' => return self.keep(),
                '\\' => {
                    self.blank();
                    self.blank();
                }
                _ => self.blank(),
            }
        }
    }

    /// `r"…"` or `r#"…"#`; a raw name such as `r#type` is code.
    fn blank_raw_string(&mut self) {
        let mut hashes = 0;
        while self.peek(1 + hashes) == Some('#') {
            hashes += 1;
        }
        if self.peek(1 + hashes) != Some('"') {
            return self.keep();
        }
        for _ in 0..hashes + 2 {
            self.keep();
        }
        let ends = |reader: &Self| {
            reader.peek(0) == Some('"') && (1..=hashes).all(|i| reader.peek(i) == Some('#'))
        };
        while self.peek(0).is_some() && !ends(self) {
            self.blank();
        }
        for _ in 0..=hashes {
            self.keep();
        }
    }

    /// A character; a lifetime such as `'a` is code.
    fn blank_char(&mut self) {
        self.keep();
        if self.peek(0) == Some('\\') {
            self.blank();
            self.blank();
            self.blank_while(|c| c != '\'' && c != '\n');
            self.keep();
        } else if self.peek(1) == Some('\'') {
            self.blank();
            self.keep();
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A name in the code, with what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    /// The name itself.
    pub word: &'a str,
    /// The line it stands in, counted from one.
    pub line: usize,
    /// Whether it is reached through something else, as in `crate::word`.
    pub qualified: bool,
    /// Whether something is reached through it, as in `word::thing`.
    pub leads: bool,
}

/// Every name in the code, in order. Give it what [`code`] returns.
pub fn names(code: &str) -> Vec<Name<'_>> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(start) = rest.find(is_name) {
            let (gap, from) = rest.split_at(start);
            let end = from.find(|c| !is_name(c)).unwrap_or(from.len());
            let (word, after) = from.split_at(end);
            // `::word` by itself starts at the root; directly behind a name or a `>` it goes on.
            let path = gap.strip_suffix("::");
            let qualified = path.is_some_and(|left| left.is_empty() || left.ends_with('>'));
            found.push(Name {
                word,
                line: index + 1,
                qualified,
                leads: after.trim_start().starts_with("::"),
            });
            rest = after;
        }
    }
    found
}

/// The code without what is compiled for tests only. Give it what [`code`] returns.
pub fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        let (before, item) = rest.split_at(start);
        out.push_str(before);
        let (inside, after) = item.split_at(item_end(item));
        out.extend(inside.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Names of the modules in files of their own that are compiled for tests only.
pub fn test_modules(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for after in code.split("#[cfg(test)]").skip(1) {
        let (item, _) = after.split_at(item_end(after));
        let words: Vec<&str> = item.trim_end_matches(';').split_whitespace().collect();
        if let [.., "mod", name] = words.as_slice() {
            found.push(*name);
        }
    }
    found
}

/// Where the item ends that begins here: behind its closing brace, or behind its semicolon when it has none.
fn item_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (index, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + c.len_utf8();
                }
            }
            ';' if depth == 0 => return index + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_the_insides_of_literals_are_no_code() {
        let text = "use a; // use b;\n/* use /* c */ d */ let s = \"use e \\\" f\"; let r = r#\"g\"h\"#; let c = 'i';";
        let code = code(text);
        let seen: Vec<&str> = names(&code).iter().map(|name| name.word).collect();
        assert_eq!(seen, ["use", "a", "let", "s", "let", "r", "r", "let", "c"]);
    }

    #[test]
    fn a_quote_in_a_character_opens_no_text() {
        assert_eq!(code("let q = '\"'; diesel::x"), "let q = ' '; diesel::x");
        assert_eq!(code("let q = '\\''; diesel::x"), "let q = '  '; diesel::x");
    }

    #[test]
    fn lifetimes_and_raw_names_are_code() {
        assert_eq!(code("fn f<'a>(r#type: &'a str) {}"), "fn f<'a>(r#type: &'a str) {}");
    }

    #[test]
    fn lines_stay_where_they_were() {
        let text = "a\n\"b\nc\"\n/* d\n */ e";
        assert_eq!(code(text).lines().count(), text.lines().count());
        assert_eq!(names(&code(text)).last().map(|name| name.line), Some(5));
    }

    #[test]
    fn a_name_knows_whether_it_is_a_root() {
        let is_root = |code: &str| {
            names(code).iter().any(|name| name.word == "diesel" && name.leads && !name.qualified)
        };
        assert!(is_root("use diesel::pg;"));
        assert!(is_root("    ::diesel::pg()"));
        assert!(is_root("let x = ::diesel::pg();"));
        assert!(is_root("use {serde::Serialize, diesel::pg};"));
        assert!(!is_root("use crate::diesel::pg;"));
        assert!(!is_root("let diesel = 1;"));
    }

    #[test]
    fn code_for_tests_is_taken_out() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { if x { y } } }\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}";
        let left = without_tests(text);
        let seen: Vec<&str> =
            names(&left).iter().map(|name| name.word).filter(|word| *word != "fn").collect();
        assert_eq!(seen, ["a", "c", "d"]);
        assert_eq!(test_modules(text), ["more"]);
    }
}
