package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.it.client.Parley;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing a group, as everyone in it sees it. */
class GroupBrowserTest extends AnnAndBobFixture {
    GroupBrowserTest(Parley parley) {
        super(parley);
    }

    @BeforeEach
    void openTheGroup() {
        both.inTheGroup();
    }

    @Test
    void newNameAndTopicAreSeenAtOnce() {
        ann.at("details-open").click();
        ann.at("group-rename").click();
        ann.at("group-edit-name").fill("Long weekend");
        ann.at("group-topic").fill("Cake, mostly");
        ann.screenshot("rename");
        ann.at("group-save").click();

        assertThat(ann.at("details-title")).hasText("Long weekend");
        assertThat(ann.at("details-topic")).hasText("Cake, mostly");
        ann.screenshot("details");
        assertThat(bob.at("chat-title")).hasText("Long weekend");
        assertThat(bob.page.locator(".chat-note")).containsText("Cake, mostly");
        assertThat(bob.at("room-title").filter(new Locator.FilterOptions().setHasText("Long weekend")))
                .hasCount(1);
    }

    @Test
    void rolesAreGivenAndShownAtOnce() {
        ann.at("details-open").click();
        bob.at("details-open").click();
        assertThat(bob.at("group-rename")).hasCount(0);

        member(ann, bob).getByTestId("member-actions").click();
        ann.screenshot("member-actions");
        ann.at("make-admin").click();
        assertThat(member(ann, bob).getByTestId("member-role")).hasText("admin");
        assertThat(member(bob, bob).getByTestId("member-role")).hasText("admin");
        assertThat(bob.at("group-rename")).isVisible();

        ann.at("make-member").click();
        assertThat(member(bob, bob).getByTestId("member-role")).hasCount(0);
        assertThat(bob.at("group-rename")).hasCount(0);
    }

    @Test
    void ownershipIsHandedOverAfterAQuestion() {
        ann.at("details-open").click();
        bob.at("details-open").click();
        member(ann, bob).getByTestId("member-actions").click();

        ann.at("make-owner").click();
        assertThat(ann.at("confirm")).containsText("Make Bob the owner?");
        ann.at("confirm-ok").click();

        assertThat(member(bob, bob).getByTestId("member-role")).hasText("owner");
        assertThat(member(bob, ann).getByTestId("member-role")).hasText("admin");
        assertThat(bob.at("group-delete")).isVisible();
        assertThat(ann.at("group-delete")).hasCount(0);
    }

    @Test
    void whoeverIsRemovedLosesTheRoom() {
        ann.at("details-open").click();
        member(ann, bob).getByTestId("member-actions").click();

        ann.at("member-remove").click();
        ann.at("confirm-ok").click();

        assertThat(ann.at("member-item")).hasCount(1);
        assertThat(bob.at("room-item").filter(new Locator.FilterOptions().setHasText(AnnAndBob.GROUP)))
                .hasCount(0);
        assertThat(bob.at("composer")).hasCount(0);
    }

    @Test
    void deletedGroupIsGoneForEveryone() {
        ann.at("details-open").click();
        ann.at("group-delete").click();
        assertThat(ann.at("confirm")).containsText("Delete Weekend?");
        ann.at("confirm-ok").click();

        for (var who : List.of(ann, bob)) {
            assertThat(who.at("room-item").filter(new Locator.FilterOptions().setHasText(AnnAndBob.GROUP)))
                    .hasCount(0);
            assertThat(who.at("composer")).hasCount(0);
        }
    }

    @Test
    void manyMembersAreDrawnInPartsAndFoundByName() {
        var crowd = IntStream.range(0, 60).mapToObj(n -> parley.user("Member" + n));
        var room = both.annsAccount.groupRoom("Crowd", crowd);
        ann.open(room, "Crowd");

        ann.at("details-open").click();

        assertThat(ann.at("member-item")).hasCount(50);
        assertThat(ann.at("member-item").first()).containsText("Ann"); // the owner comes first
        ann.screenshot("many-members");
        ann.at("member-more").click();
        assertThat(ann.at("member-item")).hasCount(61);
        ann.at("member-filter").fill("member42");
        assertThat(ann.at("member-item")).hasCount(1);
        ann.at("member-filter").fill("nobody at all");
        assertThat(ann.at("member-item")).hasCount(0);
    }

    private static Locator member(Person seenBy, Person member) {
        return seenBy.page.locator("[data-testid=member-item][data-username='" + member.username + "']");
    }
}
