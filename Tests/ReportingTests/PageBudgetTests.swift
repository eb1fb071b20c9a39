import Testing

@testable import Reporting

@Suite struct PageBudgetTests {
    @Test func bestFormsAreTakenWhileTheyFit() {
        var budget = PageBudget(limit: 1000)
        #expect(budget.choose([[300, 30], [300, 30]]) == [0, 0])
        #expect(budget.left == 200)
    }

    @Test func theLargestGivesWayFirst() {
        var budget = PageBudget(limit: 1000)
        #expect(budget.choose([[300, 30], [600, 60], [90, 9]]) == [0, 1, 0])
        #expect(budget.left == 1000 - 400 - 80 - 120)
    }

    @Test func whatCannotShrinkIsTakenAnyway() {
        var budget = PageBudget(limit: 100)
        #expect(budget.choose([[300], [60, 30]]) == [0, 1])
        #expect(budget.left < 0)
        #expect(budget.admit([3]) == [false])
    }

    @Test func optionalThingsGoInSmallestFirst() {
        var budget = PageBudget(limit: 100)
        #expect(budget.admit([60, 30, 9, 31]) == [false, true, true, true])
        #expect(budget.left == 100 - 40 - 12 - 44)
    }

    @Test func textSizeIsThatOfBase64() {
        for count in [0, 1, 2, 3, 4, 3000] {
            #expect(
                PageBudget.textSize(count)
                    == PageNumbers.base64([UInt8](repeating: 7, count: count)).utf8.count)
        }
    }
}
