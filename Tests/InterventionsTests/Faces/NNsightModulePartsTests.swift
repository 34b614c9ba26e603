import Testing

struct NNsightModulePartsTests {
    @Test func classesCanBeImportedFromWhereNnsightHasThem() throws {
        let printed = try Program().run(
            """
            from nnsight.models.LanguageModel import LanguageModel
            from nnsight.models.NNsightModel import NNsight as Same
            from nnsight.tracing.Graph import Graph
            from nnsight.tracing.Proxy import Proxy
            from nnsight.contexts.Tracer import Tracer
            from nnsight.intervention import InterventionProxy
            from nnsight.envoy import Envoy
            from nnsight.util import fetch_attr
            from nnsight.logger import logger
            print(LanguageModel is nnsight.LanguageModel, Same is NNsight, Tracer.__name__, logger.name)
            print(fetch_attr(net, "layer1.weight").shape)
            """)
        #expect(printed == "True True Tracer nnsight\ntorch.Size([3, 2])\n")
    }
}
