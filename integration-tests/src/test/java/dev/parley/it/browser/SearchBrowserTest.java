package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import org.junit.jupiter.api.Test;

/** Searching messages, and going to what was found. */
class SearchBrowserTest extends AnnAndBobFixture {
    SearchBrowserTest(Parley parley) {
        super(parley);
    }

    @Test
    void hitFarBackIsOpenedWhereItStands() {
        both.bobsAccount.post(both.group, "The recipe for crème brûlée");
        for (int i = 1; i <= 150; i++) {
            both.bobsAccount.post(both.group, "Small talk " + i);
        }
        ann.open(both.directRoom, "Bob");

        find("creme", 1);
        assertThat(hit("crème brûlée")).containsText(AnnAndBob.GROUP);
        assertThat(hit("crème brûlée").locator("mark")).hasText("crème");
        ann.screenshot("search");
        ann.press("Enter");

        assertThat(ann.at("chat-title")).hasText(AnnAndBob.GROUP);
        assertThat(ann.message("The recipe for crème brûlée")).isFocused();
        assertThat(ann.message("The recipe for crème brûlée")).isInViewport();
        ann.screenshot("search-opened");
        assertThat(ann.message("Small talk 150")).hasCount(0);
        ann.at("jump-latest").click();
        assertThat(ann.message("Small talk 150")).isInViewport();
    }

    @Test
    void searchInOneChatFindsNothingOfTheOthers() {
        both.bobsAccount.post(both.group, "Lemon cake");
        both.bobsAccount.post(both.directRoom, "Lemon tart");
        find("lemon", 2);

        ann.open(both.directRoom, "Bob");
        ann.at("search-in-room").click();

        assertThat(ann.at("search-hit")).hasCount(1);
        assertThat(hit("Lemon tart")).hasCount(1);
        ann.at("search-everywhere").click();
        assertThat(ann.at("search-hit")).hasCount(2);
    }

    @Test
    void arrowsMoveThroughTheHitsAndEscapeGivesTheRoomsBack() {
        both.bobsAccount.post(both.group, "Lemon cake");
        both.bobsAccount.post(both.group, "Lemon tart");
        find("lemon", 2);
        assertThat(ann.at("search-hit").first()).hasAttribute("aria-selected", "true");
        assertThat(ann.at("search-hit").first()).containsText("Lemon tart"); // the newest

        ann.press("ArrowDown");
        assertThat(hit("Lemon cake")).hasAttribute("aria-selected", "true");
        ann.press("ArrowDown");
        assertThat(hit("Lemon tart")).hasAttribute("aria-selected", "true");
        ann.press("Escape");

        assertThat(ann.at("search-input")).hasValue("");
        assertThat(ann.at("room-list")).isVisible();
    }

    @Test
    void moreHitsComeWhenAskedFor() {
        for (int i = 1; i <= 25; i++) {
            both.bobsAccount.post(both.group, "Lemon " + i);
        }
        find("\"lemon 25\"", 1);
        find("lemon", 20);

        ann.at("search-more").click();

        assertThat(ann.at("search-hit")).hasCount(25);
        assertThat(ann.at("search-hit").last()).containsText("Lemon 1");
        assertThat(ann.at("search-more")).isHidden();
    }

    @Test
    void nothingFoundIsSaid() {
        find("surely nowhere", 0);

        assertThat(ann.at("search-empty")).containsText("surely nowhere");
        ann.screenshot("search-empty");
    }

    @Test
    void editedAndDeletedMessagesAreFoundAsTheyAreNow() {
        ann.open(both.group, AnnAndBob.GROUP);
        ann.write("Lemon cake");
        ann.seesState("Lemon cake", "delivered");
        ann.choose("Lemon cake", "message-edit");
        ann.write("Cherry cake");
        both.bob.open(both.group, AnnAndBob.GROUP);
        both.bob.seesOnce("Cherry cake");

        find("cherry", 1);
        assertThat(hit("Cherry cake")).hasCount(1);
        find("lemon", 0);
        assertThat(ann.at("search-empty")).isVisible();
    }

    /** Asks until there are so many hits: what is searched follows the rooms a moment later. */
    private void find(String words, int hits) {
        ann.press("Control+k");
        Await.until(hits + " hits for " + words, () -> {
            ann.at("search-input").fill("");
            ann.at("search-input").fill(words);
            ann.page.locator(".search-results[aria-busy=false]").waitFor();
            return ann.at("search-hit").count() == hits;
        });
    }

    private Locator hit(String text) {
        return ann.at("search-hit").filter(new Locator.FilterOptions().setHasText(text));
    }
}
