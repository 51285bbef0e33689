//! What a Prisma schema says of its tables (prisma.io/docs, *Prisma schema reference*).

/// A table, by what the client calls it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    /// `userAccount` for `model UserAccount`.
    pub member: String,
    /// The columns that hold a text or bytes.
    pub columns: Vec<String>,
}

/// The tables of a schema, in order.
pub fn models(schema: &str) -> Vec<Model> {
    let mut models = Vec::new();
    let mut lines = schema.lines().map(|line| line.split("//").next().unwrap_or_default().trim());
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("model ").and_then(|rest| rest.split_whitespace().next()) else { continue };
        let body = lines.by_ref().take_while(|line| !line.starts_with('}'));
        models.push(Model { member: member(name.trim_end_matches('{')), columns: body.filter_map(column).collect() });
    }
    models
}

/// `passwordHash String?`.
fn column(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (name, kind) = (words.next()?, words.next()?);
    let is_text = matches!(kind.trim_end_matches(['?', '[', ']']), "String" | "Bytes");
    (is_text && !line.contains("@ignore")).then(|| name.to_owned())
}

fn member(model: &str) -> String {
    let mut letters = model.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::models;

    #[test]
    fn tables_and_their_texts_are_read() {
        let schema = "
            enum Role { USER }
            model UserAccount {
              id           String  @id @default(cuid())
              role         Role    // the passwordHint String
              passwordHash String?
              isPassword   Boolean
              old          String  @ignore
              posts        Post[]
              @@map(\"users\")
            }
            model Post{
              key Bytes
            }
        ";
        let found: Vec<_> = models(schema).into_iter().map(|model| (model.member, model.columns.join(" "))).collect();
        let expected = [("userAccount", "id passwordHash"), ("post", "key")];
        assert_eq!(found, expected.map(|(member, columns)| (member.to_owned(), columns.to_owned())));
    }
}
