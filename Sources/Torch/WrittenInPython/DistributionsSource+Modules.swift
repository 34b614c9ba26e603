extension DistributionsSource {
    /// The source of the whole module: a distribution may be made of those before it.
    static var text: String { [shared, continuous, discrete, composed, joint].joined(separator: "\n\n") }

    /// The modules below `torch.distributions`, each with the class that it is imported for.
    static let homes: [(module: String, name: String)] = [
        ("categorical", "Categorical"), ("normal", "Normal"), ("bernoulli", "Bernoulli"), ("uniform", "Uniform"),
        ("exponential", "Exponential"), ("laplace", "Laplace"), ("gumbel", "Gumbel"), ("cauchy", "Cauchy"),
        ("geometric", "Geometric"), ("log_normal", "LogNormal"), ("half_normal", "HalfNormal"),
        ("half_cauchy", "HalfCauchy"), ("one_hot_categorical", "OneHotCategorical"),
        ("multivariate_normal", "MultivariateNormal"), ("independent", "Independent"), ("gamma", "Gamma"),
        ("beta", "Beta"), ("dirichlet", "Dirichlet"), ("poisson", "Poisson"), ("binomial", "Binomial"),
        ("negative_binomial", "NegativeBinomial"), ("multinomial", "Multinomial"), ("studentT", "StudentT"),
        ("chi2", "Chi2"), ("fishersnedecor", "FisherSnedecor"), ("von_mises", "VonMises"), ("pareto", "Pareto"),
        ("weibull", "Weibull"), ("kumaraswamy", "Kumaraswamy"), ("inverse_gamma", "InverseGamma"),
        ("logistic_normal", "LogisticNormal"), ("relaxed_bernoulli", "RelaxedBernoulli"),
        ("relaxed_categorical", "RelaxedOneHotCategorical"), ("mixture_same_family", "MixtureSameFamily"),
        ("transformed_distribution", "TransformedDistribution"), ("distribution", "Distribution"),
        ("exp_family", "ExponentialFamily"), ("kl", "kl_divergence"),
    ]
}
