package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.it.client.Parley;
import org.junit.jupiter.api.Test;

/** What is new, what has been read, and what was begun to be written. */
class ReadingBrowserTest extends AnnAndBobFixture {
    ReadingBrowserTest(Parley parley) {
        super(parley);
    }

    @Test
    void ticksFollowTheReader() {
        ann.open(both.directRoom, "Bob");
        ann.write("Are you there?");
        ann.seesState("Are you there?", "delivered");

        bob.open(both.directRoom, "Ann");

        ann.seesState("Are you there?", "read");
    }

    @Test
    void lineStandsAboveWhatIsNew() {
        ann.open(both.directRoom, "Bob");
        ann.write("Seen already");
        bob.open(both.directRoom, "Ann");
        ann.seesState("Seen already", "read");
        bob.open(both.group, AnnAndBob.GROUP);
        ann.write("First new one");
        ann.write("Second new one");
        assertThat(bob.roomWith(ann).getByTestId("unread-count")).hasText("2");

        bob.openChat(ann);

        bob.seesOnce("Second new one");
        assertThat(bob.at("unread-line")).hasCount(1);
        var order = bob.page.locator("[data-testid=unread-line], [data-testid=message-text]");
        assertThat(order).hasText(new String[] {"Seen already", "New", "First new one", "Second new one"});
        bob.screenshot("unread-line");
        ann.seesState("Second new one", "read");
    }

    @Test
    void draftIsKeptForItsRoomAcrossAReload() {
        ann.open(both.group, AnnAndBob.GROUP);
        ann.at("composer").fill("For everyone, later");

        ann.open(both.directRoom, "Bob");
        assertThat(ann.at("composer")).hasValue("");
        assertThat(room(AnnAndBob.GROUP).getByTestId("room-preview")).containsText("For everyone, later");
        ann.at("composer").fill("For Bob, later");
        ann.page.reload();

        assertThat(ann.at("composer")).hasValue("For Bob, later");
        ann.open(both.group, AnnAndBob.GROUP);
        assertThat(ann.at("composer")).hasValue("For everyone, later");
        ann.at("send").click();
        bob.open(both.group, AnnAndBob.GROUP);
        bob.seesOnce("For everyone, later");
        assertThat(ann.at("composer")).hasValue("");
    }

    private Locator room(String title) {
        return ann.at("room-item").filter(new Locator.FilterOptions().setHasText(title));
    }
}
