import Testing

/// The expected texts are those of pandas 2.2.3.
@Suite("Tables read as in pandas")
struct PandasTests {
    private static let setup = """
        import pandas as pd
        frame = pd.DataFrame({"layer": [0, 0, 1, 1, 2, 2], "head": [0, 1, 0, 1, 0, 1],
                              "score": [0.1, 0.25, 0.3, 0.4, 0.5, 0.6],
                              "name": ["Ann Lee", "bob", "Cy", "Dee Oh", "ann", "Bo"]})
        left = pd.DataFrame({"k": ["a", "b", "c"], "v": [1, 2, 3]})
        right = pd.DataFrame({"k": ["a", "c", "d"], "w": [10, 30, 40], "v": [7, 8, 9]})
        holes = pd.DataFrame({"a": [1.0, None, 3.0], "b": ["x", None, "z"]})
        limit = 1
        """

    /// The lines of a result, without the spaces at their ends.
    private func lines(_ cell: String) -> [String] {
        let text = Session.result(PandasTests.setup, cell) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    @Test func aPivotHasARowAndAColumnForEachValue() {
        #expect(
            lines(#"frame.pivot(index="layer", columns="head", values="score")"#) == [
                "head     0     1",
                "layer",
                "0      0.1  0.25",
                "1      0.3  0.40",
                "2      0.5  0.60",
            ])
    }

    @Test func aLongTableBecomesWideByMeans() {
        #expect(
            lines(#"frame.pivot_table(index="layer", columns="head", values="score", aggfunc="mean")"#) == [
                "head     0     1",
                "layer",
                "0      0.1  0.25",
                "1      0.3  0.40",
                "2      0.5  0.60",
            ])
    }

    @Test func anOuterMergeHasTheRowsOfBothTables() {
        #expect(
            lines(#"left.merge(right, on="k", how="outer")"#) == [
                "   k  v_x     w  v_y",
                "0  a  1.0  10.0  7.0",
                "1  b  2.0   NaN  NaN",
                "2  c  3.0  30.0  8.0",
                "3  d  NaN  40.0  9.0",
            ])
    }

    @Test func aLeftMergeKeepsRowsWithoutAPartner() {
        #expect(
            lines(#"left.merge(right, on="k", how="left")"#) == [
                "   k  v_x     w  v_y",
                "0  a    1  10.0  7.0",
                "1  b    2   NaN  NaN",
                "2  c    3  30.0  8.0",
            ])
    }

    @Test func namesMayDifferInAMerge() {
        #expect(
            lines(
                #"pd.merge(left, right.rename(columns={"k": "key"}), left_on="k", right_on="key", suffixes=("_l", "_r"))"#
            ) == [
                "   k  v_l key   w  v_r",
                "0  a    1   a  10    7",
                "1  c    3   c  30    8",
            ])
    }

    @Test func meltingMakesARowOfEachCell() {
        #expect(
            lines(#"pd.DataFrame({"id": ["a", "b"], "x": [1, 2], "y": [3, 4]}).melt(id_vars="id")"#) == [
                "  id variable  value",
                "0  a        x      1",
                "1  b        x      2",
                "2  a        y      3",
                "3  b        y      4",
            ])
    }

    @Test func aQueryReadsColumnsAndVariables() {
        #expect(
            lines(#"frame.query("layer == @limit or name == 'bob'")"#) == [
                "   layer  head  score    name",
                "1      0     1   0.25     bob",
                "2      1     0   0.30      Cy",
                "3      1     1   0.40  Dee Oh",
            ])
    }

    @Test func aQueryKnowsInAndAmpersand() {
        #expect(
            lines(#"frame.query("head in [1] & score >= 0.4")"#) == [
                "   layer  head  score    name",
                "3      1     1    0.4  Dee Oh",
                "5      2     1    0.6      Bo",
            ])
    }

    @Test func aggregationsHaveNames() {
        #expect(
            lines(#"frame.groupby("layer").agg(best=("score", "max"), n=("head", "count"))"#) == [
                "       best  n",
                "layer",
                "0      0.25  2",
                "1      0.40  2",
                "2      0.60  2",
            ])
    }

    @Test func severalAggregationsAreColumns() {
        #expect(
            lines(#"frame.groupby("layer")["score"].agg(["mean", "max"])"#) == [
                "        mean   max",
                "layer",
                "0      0.175  0.25",
                "1      0.350  0.40",
                "2      0.550  0.60",
            ])
    }

    @Test func groupsByTwoColumnsBecomeColumnsAgain() {
        #expect(
            lines(#"frame.groupby(["layer", "head"])["score"].mean().reset_index()"#) == [
                "   layer  head  score",
                "0      0     0   0.10",
                "1      0     1   0.25",
                "2      1     0   0.30",
                "3      1     1   0.40",
                "4      2     0   0.50",
                "5      2     1   0.60",
            ])
    }

    @Test func theInnerOfTwoLabelsBecomesColumns() {
        #expect(
            lines(#"frame.groupby(["layer", "head"])["score"].mean().unstack()"#) == [
                "head     0     1",
                "layer",
                "0      0.1  0.25",
                "1      0.3  0.40",
                "2      0.5  0.60",
            ])
    }

    @Test func textsAreSplitAndIndexed() {
        #expect(
            lines(#"frame["name"].str.split(" ").str[0]"#) == [
                "0    Ann",
                "1    bob",
                "2     Cy",
                "3    Dee",
                "4    ann",
                "5     Bo",
                "Name: name, dtype: object",
            ])
    }

    @Test func textsAreSearchedWithoutRegardToCase() {
        #expect(
            lines(#"frame["name"].str.contains("ann", case=False)"#) == [
                "0     True",
                "1    False",
                "2    False",
                "3    False",
                "4     True",
                "5    False",
                "Name: name, dtype: bool",
            ])
    }

    @Test func missingValuesAreCounted() {
        #expect(
            lines(#"holes.isnull().sum()"#) == [
                "a    1",
                "b    1",
                "dtype: int64",
            ])
    }

    @Test func negativeNumbersKeepTheirColumn() {
        #expect(
            lines(#"(frame["score"] * 2 - frame["score"].mean()).round(3)"#) == [
                "0   -0.158",
                "1    0.142",
                "2    0.242",
                "3    0.442",
                "4    0.642",
                "5    0.842",
                "Name: score, dtype: float64",
            ])
    }

    @Test func whatThePivotCannotHoldIsAnError() {
        #expect(
            lines(#"frame.pivot(index="layer", columns="layer", values="score")"#) == [
                "ValueError: Index contains duplicate entries, cannot reshape"
            ])
    }
}
