import Testing

import Models

@Suite struct ModelSearchTests {
    @Test func theBundledModelIsFoundByName() throws {
        let folder = try ModelFolder.locate("walkthrough-gpt2")
        #expect(try folder.json("config.json")?["n_layer"] == .integer(12))
    }

    @Test func aMissingModelSaysWhatWasTried() {
        let search = ModelSearch(environment: ["HF_HOME": "/nowhere/hf"], executable: "/nowhere/bin/program")
        #expect(
            throws: CheckpointError.unknownModel(
                name: "gpt2",
                tried: [
                    "the directory 'gpt2'",
                    "the Hugging Face cache '/nowhere/hf/hub/models--gpt2' at revision 'main'",
                ])
        ) { try search.locate("gpt2", revision: "main") }
    }

    @Test(arguments: ["", "../secret", "a/../b", "a/b/c", "~", "x\0y"])
    func aNameThatIsNoneIsOnlyAPath(name: String) {
        let search = ModelSearch(environment: ["HF_HOME": "/nowhere"], executable: "")
        #expect(throws: CheckpointError.self) { try search.locate(name, revision: "main") }
    }
}
