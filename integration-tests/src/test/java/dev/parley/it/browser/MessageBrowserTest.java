package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be done with a message, and what the other one sees of it. */
class MessageBrowserTest extends AnnAndBobFixture {
    MessageBrowserTest(Parley parley) {
        super(parley);
    }

    @BeforeEach
    void openTheGroup() {
        both.inTheGroup();
    }

    @Test
    void replyShowsWhatItAnswers() {
        ann.write("Who brings cake?");
        bob.seesOnce("Who brings cake?");

        bob.choose("Who brings cake?", "message-reply");
        assertThat(bob.at("composer-context")).containsText("Who brings cake?");
        bob.write("I do");

        assertThat(quoteIn(ann, "I do")).containsText("Who brings cake?");
        ann.screenshot("reply");
        quoteIn(ann, "I do").click();
        assertThat(ann.message("Who brings cake?")).isFocused();
    }

    @Test
    void quoteLeadsToAMessageThatIsNotOnThePage() {
        var first = both.annsAccount.post(both.group, "Long ago");
        for (int i = 1; i <= 130; i++) {
            both.annsAccount.post(both.group, "Something else " + i);
        }
        both.annsAccount
                .rest()
                .post(
                        "/rooms/" + both.group + "/messages",
                        Messages.body("About what was long ago").put("replyTo", first.getString("id")))
                .expect(201);
        bob.page.reload();
        bob.seesOnce("About what was long ago");
        assertThat(bob.message("Long ago")).hasCount(0);

        quoteIn(bob, "About what was long ago").click();

        assertThat(bob.message("Long ago")).isFocused();
        assertThat(bob.message("Long ago")).isInViewport();
        bob.screenshot("jumped-back");
        bob.at("jump-latest").click();
        assertThat(bob.message("About what was long ago")).isInViewport();
    }

    @Test
    void quoteOfADeletedMessageSaysSo() {
        ann.write("Who brings cake?");
        bob.seesOnce("Who brings cake?");
        bob.choose("Who brings cake?", "message-reply");
        bob.write("I do");
        ann.seesOnce("I do");

        ann.choose("Who brings cake?", "message-delete");
        ann.at("confirm-ok").click();

        assertThat(quoteIn(bob, "I do")).containsText("Message deleted");
        bob.seesOnce("Message deleted");
    }

    @Test
    void editIsSeenByBothAndMarked() {
        ann.write("Who brings cake?");

        ann.choose("Who brings cake?", "message-edit");
        assertThat(ann.at("composer")).hasValue("Who brings cake?");
        ann.write("Who brings the cake?");

        bob.seesOnce("Who brings the cake?");
        assertThat(bob.message("Who brings the cake?")).containsText("edited");
        assertThat(bob.message("Who brings cake?")).hasCount(0);
    }

    @Test
    void reactionsAreCountedAndTakenBack() {
        ann.write("Who brings cake?");
        bob.seesOnce("Who brings cake?");

        bob.choose("Who brings cake?", "react");
        assertThat(reactionTo(ann, "Who brings cake?")).hasText("👍1");
        assertThat(reactionTo(ann, "Who brings cake?")).hasAttribute("aria-pressed", "false");
        reactionTo(ann, "Who brings cake?").click();
        assertThat(reactionTo(bob, "Who brings cake?")).hasText("👍2");
        assertThat(reactionTo(bob, "Who brings cake?")).hasAttribute("aria-pressed", "true");
        bob.screenshot("reactions");

        reactionTo(bob, "Who brings cake?").click();
        assertThat(reactionTo(ann, "Who brings cake?")).hasText("👍1");
        reactionTo(ann, "Who brings cake?").click();
        assertThat(reactionTo(bob, "Who brings cake?")).hasCount(0);
    }

    @Test
    void deletionLeavesAPlaceAndNoText() {
        ann.write("A secret");
        bob.seesOnce("A secret");

        ann.choose("A secret", "message-delete");
        ann.at("confirm-ok").click();

        bob.seesOnce("Message deleted");
        assertThat(bob.page.locator("body")).not().containsText("A secret");
    }

    private static Locator quoteIn(Person who, String text) {
        return who.message(text).getByTestId("quote");
    }

    private static Locator reactionTo(Person who, String text) {
        return who.message(text).getByTestId("reaction");
    }
}
