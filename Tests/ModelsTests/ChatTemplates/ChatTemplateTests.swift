import Testing

import Models

@Suite struct ChatTemplateTests {
    private func tokenizer() throws -> Tokenizer { try Tokenizer(folder: Checkpoint.folder("tiny-mistral")) }

    @Test func publishedTemplatesGiveWhatJinjaGives() throws {
        let tokenizer = try tokenizer()
        let cases = try Checkpoint.golden("chat/golden.json").array ?? []
        #expect(cases.count == 45)
        for entry in cases {
            let name = entry["name"]?.string ?? ""
            do {
                let text = try tokenizer.applyChatTemplate(
                    entry["messages"] ?? .null, template: entry["template"]?.string,
                    variables: entry["variables"]?.members ?? [])
                #expect(text == entry["expected"]?.string, "\(name)")
            } catch {
                #expect("\(error)" == entry["error"]?.string, "\(name)")
            }
        }
    }

    @Test(arguments: [
        "{% if x %}", "{{ 1 +", "{% endfor %}", "{{ 'open }}", "{{ x | nosuch }}", "{% nosuch %}", "{# open",
        "{{ x is nosuch }}", "{% for a in 3 %}{% endfor %}", "{{ nosuch() }}", "{{ 'a' - 1 }}", "{{ 1 // 0 }}",
        "{{ x[::0] }}",
    ])
    func aBrokenTemplateIsAnError(source: String) {
        #expect(throws: TemplateError.self) { try ChatTemplate(source).render([]) }
    }

    @Test func aTemplateThatNeverEndsIsStopped() {
        let loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
        #expect(throws: TemplateError.evaluation("it runs too long")) { try ChatTemplate(loops).render([]) }
        let growth =
            "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for a in range(60) %}{% set ns.x = ns.x + ns.x %}{{ ns.x }}{% endfor %}"
        #expect(throws: TemplateError.evaluation("it writes too much")) { try ChatTemplate(growth).render([]) }
        let macro = "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"
        #expect(throws: TemplateError.evaluation("macros call each other too deeply")) {
            try ChatTemplate(macro).render([])
        }
    }

    @Test func withoutATemplateTheErrorSaysSo() throws {
        let tokenizer = try tokenizer()
        #expect { try tokenizer.applyChatTemplate(.array([])) } throws: {
            "\($0)".hasPrefix("Cannot use chat template")
        }
    }
}
