/// `torch.autograd.detect_anomaly`, written in Python.
enum AnomalySource {
    static let text = #"""
        import torch

        class set_detect_anomaly:
            def __init__(self, mode=True, check_nan=True):
                self.before = torch.autograd._detect_anomalies(mode and check_nan)

            def __enter__(self):
                pass

            def __exit__(self, *details):
                torch.autograd._detect_anomalies(self.before)
                return False

        class detect_anomaly:
            def __init__(self, check_nan=True):
                self.check_nan = check_nan

            def __enter__(self):
                self.before = torch.autograd._detect_anomalies(self.check_nan)

            def __exit__(self, *details):
                torch.autograd._detect_anomalies(self.before)
                return False
        """#

    static let names = [
        "set_detect_anomaly", "detect_anomaly",
    ]
}
