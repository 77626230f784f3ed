package dev.parley.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;

/**
 * Ann and Bob, each logged in at a browser of their own. They are contacts and share a direct room and a group, "Weekend", that Ann
 * owns.
 */
final class AnnAndBob implements AutoCloseable {
    static final String GROUP = "Weekend";

    final TestUser annsAccount;
    final TestUser bobsAccount;
    final String directRoom;
    final String group;
    final Person ann;
    final Person bob;

    private final Parley parley;
    private final Browsers browsers = new Browsers();

    AnnAndBob(Parley parley) {
        this(parley, desktop());
    }

    AnnAndBob(Parley parley, Browser.NewContextOptions annsScreen) {
        this.parley = parley;
        annsAccount = parley.user("Ann");
        bobsAccount = parley.user("Bob");
        annsAccount.befriend(bobsAccount);
        directRoom = annsAccount.directRoom(bobsAccount);
        group = annsAccount.groupRoom(GROUP, bobsAccount);
        ann = person("Ann", annsAccount, annsScreen).logIn();
        bob = person("Bob", bobsAccount, desktop()).logIn();
    }

    /** Ann once more, at another browser that is not logged in yet. */
    Person annsOtherDevice() {
        return person("Ann", annsAccount, desktop());
    }

    /** Both have the group on their screens. */
    void inTheGroup() {
        ann.open(group, GROUP);
        bob.open(group, GROUP);
    }

    private Person person(String name, TestUser account, Browser.NewContextOptions screen) {
        return new Person(browsers.chromium(), parley.baseUri(), name, account.username(), screen);
    }

    static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.LIGHT);
    }

    static Browser.NewContextOptions darkPhone() {
        return new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.DARK);
    }

    @Override
    public void close() {
        browsers.close(); // and every page in it
    }
}
