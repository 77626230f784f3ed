package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.it.client.Parley;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Naming a member of a group in a message. */
class MentionBrowserTest extends AnnAndBobFixture {
    MentionBrowserTest(Parley parley) {
        super(parley);
    }

    @BeforeEach
    void openTheGroup() {
        both.inTheGroup();
    }

    @Test
    void memberIsOfferedChosenByKeyAndMarkedForBoth() {
        ann.at("composer").pressSequentially("Can you come, @bo");
        assertThat(ann.at("mention-option")).hasCount(1);
        assertThat(ann.at("composer")).hasAttribute("aria-expanded", "true");
        ann.screenshot("mention-offered");
        ann.at("composer").press("Enter");
        assertThat(ann.at("mention-option")).hasCount(0);
        ann.at("composer").pressSequentially("on Sunday?");
        ann.at("composer").press("Enter");

        var text = "Can you come, @" + bob.username + " on Sunday?";
        assertThat(ann.message(text).getByTestId("mention")).hasText("@" + bob.username);
        assertThat(bob.message(text).getByTestId("mention")).hasClass("mention me");
        assertThat(bob.message(text)).hasClass(Pattern.compile("mentions-me"));
        assertThat(ann.message(text)).not().hasClass(Pattern.compile("mentions-me"));
        bob.screenshot("mentioned");
    }

    @Test
    void memberIsChosenByMouseAndEscapeOnlyClosesTheList() {
        ann.at("composer").pressSequentially("Hi @");
        assertThat(ann.at("mention-option")).hasCount(1); // without a list, Escape is for something else
        ann.at("composer").press("Escape");
        assertThat(ann.at("mention-option")).hasCount(0);
        assertThat(ann.at("composer")).hasValue("Hi @");
        assertThat(ann.at("composer")).isFocused();

        ann.at("composer").pressSequentially("b");
        ann.at("mention-option").click();

        assertThat(ann.at("composer")).hasValue("Hi @" + bob.username + " ");
        assertThat(ann.at("composer")).isFocused();
    }

    @Test
    void nobodyIsOfferedInADirectChat() {
        ann.open(both.directRoom, "Bob");

        ann.at("composer").pressSequentially("Hi @bo");

        assertThat(ann.at("composer")).hasValue("Hi @bo");
        assertThat(ann.at("mention-option")).hasCount(0);
    }

    @Test
    void editTakesAMentionBack() {
        ann.write("Ask @" + bob.username);
        assertThat(bob.at("mention")).hasCount(1);

        ann.choose("Ask @" + bob.username, "message-edit");
        ann.write("Ask Bob");

        bob.seesOnce("Ask Bob");
        assertThat(bob.at("mention")).hasCount(0);
    }

    @Test
    void mentionIsToldInAMutedRoomAndNothingElseIs() {
        bob.at("details-open").click();
        bob.at("mute-room").click();
        bob.screenshot("mute");
        bob.at("mute-hours").click();
        assertThat(bob.at("mute-room")).hasText("Unmute");
        bob.at("dialog-close").click();
        bob.at("tab-people").click();
        bob.page.navigate("/#/people");

        ann.write("Nobody in particular");
        ann.seesState("Nobody in particular", "delivered");
        ann.write("Come, @" + bob.username);

        assertThat(bob.at("toast")).containsText("Come, @" + bob.username);
        bob.at("tab-activity").click();
        assertThat(bob.at("notification-item").filter(new Locator.FilterOptions().setHasText("Come, @")))
                .hasCount(1);
        assertThat(bob.at("notification-item").filter(new Locator.FilterOptions().setHasText("Nobody in particular")))
                .hasCount(0);
    }
}
