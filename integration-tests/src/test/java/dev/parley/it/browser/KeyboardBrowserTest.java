package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.parley.it.client.Parley;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything without a mouse. */
class KeyboardBrowserTest extends AnnAndBobFixture {
    KeyboardBrowserTest(Parley parley) {
        super(parley);
    }

    @BeforeEach
    void openTheGroup() {
        both.inTheGroup();
    }

    @Test
    void messagesAreWalkedByArrowsAndAnsweredByKeys() {
        ann.write("First");
        ann.write("Second");
        bob.write("Third");
        ann.seesOnce("Third");
        ann.at("composer").press("Shift+Tab");
        ann.press("ArrowUp");
        assertThat(ann.message("Second")).isFocused();
        ann.press("Home");
        assertThat(ann.message("First")).isFocused();
        ann.press("ArrowDown");
        assertThat(ann.message("Second")).isFocused();
        ann.screenshot("focused-message");

        ann.press("r");
        assertThat(ann.at("composer-context")).containsText("Second");
        assertThat(ann.at("composer")).isFocused();
        ann.press("Escape");
        assertThat(ann.at("composer-context")).hasCount(0);
    }

    @Test
    void keysOnAMessageEditReactAndDelete() {
        ann.write("First");
        ann.seesState("First", "read");
        ann.message("First").focus();
        ann.press("+");
        ann.press("Enter"); // the first emoji
        assertThat(bob.message("First").getByTestId("reaction")).hasText("👍1");
        assertThat(ann.message("First")).isFocused();

        ann.press("e");
        assertThat(ann.at("composer")).hasValue("First");
        ann.at("composer").fill("First, edited");
        ann.press("Enter");
        bob.seesOnce("First, edited");

        ann.message("First, edited").focus();
        ann.press("Enter");
        assertThat(ann.message("First, edited").getByTestId("message-reply")).isFocused();
        ann.press("Escape");
        assertThat(ann.message("First, edited")).isFocused();
        ann.press("Delete");
        ann.at("confirm-ok").press("Enter");
        bob.seesOnce("Message deleted");
    }

    @Test
    void arrowUpInAnEmptyComposerEditsTheLastOwnMessage() {
        ann.write("Mine");
        bob.write("Not mine");
        ann.seesOnce("Not mine");

        ann.at("composer").press("ArrowUp");

        assertThat(ann.at("composer")).hasValue("Mine");
        ann.press("Escape");
        assertThat(ann.at("composer")).hasValue("");
    }

    @Test
    void keysAreListedAndDialogsGiveTheFocusBack() {
        ann.at("me-menu").click();
        ann.at("settings-open").click();
        assertThat(ann.at("settings-dialog")).isVisible();
        ann.press("Escape");
        assertThat(ann.at("settings-dialog")).hasCount(0);
        assertThat(ann.at("me-menu")).isFocused();

        ann.press("?");
        assertThat(ann.at("help-dialog")).isVisible();
        ann.screenshot("help");
        ann.press("Escape");
        assertThat(ann.at("me-menu")).isFocused();
        ann.at("composer").pressSequentially("Really?");
        assertThat(ann.at("composer")).hasValue("Really?");
        assertThat(ann.at("help-dialog")).hasCount(0);
    }

    @Test
    void controlKGoesToTheSearchAndEscapeBack() {
        ann.press("Control+k");
        assertThat(ann.at("search-input")).isFocused();
        ann.press("Escape");
        assertThat(ann.at("composer")).isFocused();

        ann.at("search-in-room").click();
        assertThat(ann.at("search-input")).isFocused();
        assertThat(ann.at("search-input")).hasAttribute("placeholder", "Search in this chat");
    }
}
