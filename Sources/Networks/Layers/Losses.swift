import Tensors

/// The modules that compare a prediction with a target.
enum Losses {
    static let types: [LayerType] = [
        LayerType(
            "CrossEntropyLoss(Tensor? weight=None, bool? size_average=None, int ignore_index=-100, "
                + "bool? reduce=None, str reduction='mean', float label_smoothing=0.0)",
            wrapping: "cross_entropy", "The negative log-probability of the right class, from logits.", inputCount: 2),
        LayerType(
            "NLLLoss(Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, "
                + "str reduction='mean')",
            wrapping: "nll_loss", "The negative log-probability of the right class.", inputCount: 2),
        LayerType(
            "MSELoss(bool? size_average=None, bool? reduce=None, str reduction='mean')", wrapping: "mse_loss",
            "The mean squared difference.", inputCount: 2),
        LayerType(
            "L1Loss(bool? size_average=None, bool? reduce=None, str reduction='mean')", wrapping: "l1_loss",
            "The mean absolute difference.", inputCount: 2),
        LayerType(
            "SmoothL1Loss(bool? size_average=None, bool? reduce=None, str reduction='mean', float beta=1.0)",
            wrapping: "smooth_l1_loss", "Squared near zero, absolute beyond beta.", inputCount: 2),
        LayerType(
            "HuberLoss(str reduction='mean', float delta=1.0)", wrapping: "huber_loss",
            "Squared near zero, absolute beyond delta.", inputCount: 2),
        LayerType(
            "BCELoss(Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean')",
            wrapping: "binary_cross_entropy", "Cross entropy of two classes, from probabilities.", inputCount: 2),
        LayerType(
            "BCEWithLogitsLoss(Tensor? weight=None, bool? size_average=None, bool? reduce=None, "
                + "str reduction='mean', Tensor? pos_weight=None)",
            wrapping: "binary_cross_entropy_with_logits", "Cross entropy of two classes, from logits.", inputCount: 2),
        LayerType(
            "KLDivLoss(bool? size_average=None, bool? reduce=None, str reduction='mean', bool log_target=False)",
            wrapping: "kl_div", "The Kullback-Leibler divergence, from log-probabilities.", inputCount: 2),
        LayerType(
            "CosineEmbeddingLoss(float margin=0.0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
            wrapping: "cosine_embedding_loss", "Pulls pairs together or apart by their angle.", inputCount: 3),
        LayerType(
            "MarginRankingLoss(float margin=0.0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
            wrapping: "margin_ranking_loss", "Asks that one input exceed the other.", inputCount: 3),
        LayerType(
            "TripletMarginLoss(float margin=1.0, float p=2.0, float eps=1e-06, bool swap=False, "
                + "bool? size_average=None, bool? reduce=None, str reduction='mean')",
            wrapping: "triplet_margin_loss", "Asks that a positive be nearer than a negative.", inputCount: 3),
        LayerType(
            "CosineSimilarity(int dim=1, float eps=1e-08)", wrapping: "cosine_similarity",
            "The cosine of the angle between two vectors.", inputCount: 2),
        LayerType(
            "PairwiseDistance(float p=2.0, float eps=1e-06, bool keepdim=False)", wrapping: "pairwise_distance",
            "The norm of the difference of two vectors.", inputCount: 2),
    ]
}
