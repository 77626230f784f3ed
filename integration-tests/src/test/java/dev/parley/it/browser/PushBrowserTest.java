package dev.parley.it.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import dev.parley.notification.push.PushService;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * From the switch in the settings to a notification that opens its room. Browsers' own push services are out of reach here: the
 * subscription is one of a push service of the test, and what that is sent goes to the service worker through DevTools.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // starts a server
class PushBrowserTest {
    private static final String SHOWN = "async () => (await (await navigator.serviceWorker.ready).getNotifications())"
            + ".map((one) => one.title + ': ' + one.body)";

    private final Path data = Folders.fresh("browser-push");
    private final Vertx vertx = Vertx.vertx();
    private final PushService service = PushService.start(vertx).await();
    private final PushService.Device device = service.subscribe();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ParleyProcess server;

    @SuppressWarnings("NullAway.Init")
    private AnnAndBob both;

    @BeforeEach
    void start() {
        server = ParleyProcess.start(
                "browser-push",
                data,
                Settings.generousWith(
                        "notification.push.privateEndpoints",
                        "true",
                        "notification.mail.host",
                        "127.0.0.1",
                        "notification.mail.from",
                        "parley@example.org",
                        "notification.mail.publicUrl",
                        "https://chat.example.org"));
        both = new AnnAndBob(Parley.at(server));
    }

    @AfterEach
    void stop() {
        both.close();
        server.close();
        ParleyProcess.endOrphans(data);
        vertx.close().await();
    }

    @Test
    void whoIsAwayIsToldAndAClickOpensTheRoom() {
        var ann = both.ann;
        ann.page.context().grantPermissions(List.of("notifications"));
        ann.page.evaluate(
                "(text) => { PushManager.prototype.subscribe = async () => ({ toJSON: () => JSON.parse(text) }); }",
                device.subscription().encode());
        ann.openSettings("notifications");
        assertThat(ann.at("push-state")).hasAttribute("data-state", "off");
        ann.at("push-toggle").click();
        assertThat(ann.at("push-state")).hasAttribute("data-state", "on");
        ann.at("away-quiet").check();
        ann.at("away-from").fill("03:00");
        ann.at("away-to").fill("03:01");
        ann.at("away-save").click();
        assertThat(ann.at("settings-dialog")).containsText("Saved.");
        ann.screenshot("settings-notifications");
        ann.at("away-quiet").uncheck();
        ann.at("away-save").click();
        assertThat(ann.at("away-from")).hasCount(0);

        var devTools = ann.page.context().newCDPSession(ann.page);
        var registration = registration(devTools);
        ann.page.navigate("about:blank"); // nobody looks

        both.bobsAccount.post(both.directRoom, "Are you there?");
        Await.until("the push service has it", () -> !device.messages().isEmpty());
        deliver(devTools, registration, device.payloads().get(0).encode());
        both.bobsAccount.post(both.directRoom, "Hello?");
        Await.until("the second", () -> device.payloads().stream().anyMatch(one -> one.getInteger("count") == 2));
        ann.page.navigate("/");
        assertThat(shown(ann)).containsExactly("Bob: Are you there?");

        ann.page.navigate("about:blank");
        deliver(devTools, registration, last());
        ann.page.navigate("/");
        Await.until("one in place of the other", () -> shown(ann).equals(List.of("Bob: 2 new messages")));

        // A person's click cannot be had without a desktop; the worker is told of one as the browser would.
        ann.page.evaluate("async () => (await navigator.serviceWorker.ready).active.postMessage('wake up')");
        inWorker(
                devTools,
                "self.registration.getNotifications().then(([notification]) => self.dispatchEvent("
                        + "new NotificationEvent('notificationclick', { notification })))");
        assertThat(ann.at("chat-title")).hasText("Bob");
        assertThat(ann.page).hasURL(Pattern.compile("#/chats/" + both.directRoom + "$"));
        Await.until("taken back", () -> shown(ann).isEmpty());
        assertThat(service.wrong()).isEmpty();
    }

    @Test
    void whoWantsMailSaysSo() {
        var ann = both.ann;
        ann.openSettings("notifications");
        assertThat(ann.at("away-email")).not().isChecked();
        ann.at("away-email").check();
        ann.at("away-save").click();
        assertThat(ann.at("settings-dialog")).containsText("Saved.");
        ann.page.reload();
        ann.openSettings("notifications");
        assertThat(ann.at("away-email")).isChecked();
        ann.screenshot("settings-mail");
        ann.at("away-email").uncheck();
        ann.at("away-save").click();
        assertThat(ann.at("settings-dialog")).containsText("Saved.");
        ann.page.reload();
        ann.openSettings("notifications");
        assertThat(ann.at("away-email")).not().isChecked();
    }

    @Test
    void whatIsReadElsewhereIsWithdrawn() {
        var ann = both.ann;
        ann.page.context().grantPermissions(List.of("notifications"));
        ann.page.evaluate("async () => { await navigator.serviceWorker.ready; }");
        var devTools = ann.page.context().newCDPSession(ann.page);
        var registration = registration(devTools);
        ann.page.navigate("about:blank");
        var show = new io.vertx.core.json.JsonObject()
                .put("type", "show")
                .put("roomId", "r1")
                .put("title", "Engine")
                .put("body", "hello")
                .put("badge", 1)
                .put("count", 1)
                .put("at", "2026-03-01T12:00:00.000Z");
        deliver(devTools, registration, show.encode());
        deliver(devTools, registration, show.copy().put("roomId", "r2").encode());
        ann.page.navigate("/");
        Await.until("both rooms' are shown", () -> shown(ann).size() == 2);
        deliver(devTools, registration, show.copy().put("type", "withdraw").encode());
        Await.until("one is gone", () -> shown(ann).size() == 1);
        deliver(devTools, registration, show.copy().put("roomId", "r3").encode());
        deliver(
                devTools,
                registration,
                show.copy().put("roomId", "r2").put("type", "withdraw").encode());
        Await.until("a page on the screen needs no other", () -> shown(ann).isEmpty());
    }

    /** Runs {@code script} in the service worker of the page's browser context, once it runs. */
    private void inWorker(CDPSession page, String script) {
        var mine =
                page.send("Target.getTargetInfo").getAsJsonObject("targetInfo").get("browserContextId");
        var devTools = Objects.requireNonNull(both.ann.page.context().browser()).newBrowserCDPSession();
        var found = new CompletableFuture<String>();
        Await.until("the worker runs", () -> {
            devTools.send("Target.getTargets").getAsJsonArray("targetInfos").forEach(each -> {
                var target = each.getAsJsonObject();
                if (target.get("type").getAsString().equals("service_worker")
                        && target.get("browserContextId").equals(mine)) {
                    found.complete(target.get("targetId").getAsString());
                }
            });
            return found.isDone();
        });
        var attach = new JsonObject();
        attach.addProperty("targetId", found.join());
        attach.addProperty("flatten", false);
        var session =
                devTools.send("Target.attachToTarget", attach).get("sessionId").getAsString();
        var parameters = new JsonObject();
        parameters.addProperty("expression", script);
        var evaluate = new JsonObject();
        evaluate.addProperty("id", 1);
        evaluate.addProperty("method", "Runtime.evaluate");
        evaluate.add("params", parameters);
        var message = new JsonObject();
        message.addProperty("sessionId", session);
        message.addProperty("message", evaluate.toString());
        devTools.send("Target.sendMessageToTarget", message);
    }

    private String last() {
        var all = device.payloads();
        return all.get(all.size() - 1).encode();
    }

    @SuppressWarnings("unchecked") // strings, by the script above
    private static List<String> shown(Person person) {
        return (List<String>) person.page.evaluate(SHOWN);
    }

    private String registration(CDPSession devTools) {
        var found = new CompletableFuture<String>();
        devTools.on(
                "ServiceWorker.workerRegistrationUpdated",
                event -> event.getAsJsonArray("registrations")
                        .forEach(one -> found.complete(
                                one.getAsJsonObject().get("registrationId").getAsString())));
        devTools.send("ServiceWorker.enable");
        // Playwright hands events out while it is called.
        Await.until("a registration", () -> {
            both.ann.page.evaluate("1");
            return found.isDone();
        });
        return found.join();
    }

    private void deliver(CDPSession devTools, String registration, String payload) {
        var message = new JsonObject();
        message.addProperty("origin", server.baseUri().toString().replaceAll("/$", ""));
        message.addProperty("registrationId", registration);
        message.addProperty("data", payload);
        devTools.send("ServiceWorker.deliverPushMessage", message);
    }
}
