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

    @Test func aBundledModelOfASimilarNameIsSuggested() {
        let bundled = ["walkthrough-gpt2", "walkthrough-llama"]
        #expect(ModelSearch.nearest(to: "walkthrough-gpt", among: bundled) == "walkthrough-gpt2")
        #expect(ModelSearch.nearest(to: "walktrough-lama", among: bundled) == "walkthrough-llama")
        #expect(ModelSearch.nearest(to: "meta-llama/Llama-3.1-8B", among: bundled) == nil)
        #expect {
            try ModelSearch(environment: [:]).locate("walkthrough-gpt", revision: "main")
        } throws: { "\($0)".contains("Did you mean 'walkthrough-gpt2'?") }
    }

    @Test(arguments: ["", "../secret", "a/../b", "a/b/c", "~", "x\0y"])
    func aNameThatIsNoneIsOnlyAPath(name: String) {
        let search = ModelSearch(environment: ["HF_HOME": "/nowhere"], executable: "")
        #expect(throws: CheckpointError.self) { try search.locate(name, revision: "main") }
    }
}
