package dev.parley.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Script;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** scripts/backup and scripts/restore, as an operator of the embedded default runs them. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class BackupTest {
    private static final int BURST = 50;

    private final Path data = Folders.fresh("backup");
    private final Path elsewhere = Folders.fresh("backup-restored");
    private final Path file = Folders.fresh("backup-files").resolve("backup.tar.gz");

    @Test
    void whatWasAcknowledgedBeforeTheBackupIsThereAfterTheRestoreAndNothingElse() throws IOException {
        var before = start("backup-1", data);
        try {
            var parley = Parley.at(before);
            var ann = parley.user("Ann");
            var bob = parley.user("Bob");
            ann.befriend(bob);
            var room = ann.groupRoom("Kept", bob);
            var edited = ann.post(room, "as it was first");
            ann.rest()
                    .patch(
                            "/rooms/" + room + "/messages/" + edited.getString("id"),
                            new JsonObject().put("content", Messages.content("as it was edited")))
                    .expect(200);
            assertThat(Script.refused("backup", backup())).contains("in use by another Parley");
            assertThat(file).doesNotExist();

            try (var connection = ann.connect()) {
                var sent = IntStream.range(0, BURST)
                        .mapToObj(i -> connection.send("message.send", Messages.send(room, "burst " + i)))
                        .toList();
                sent.forEach(reply -> Await.result("acknowledged", reply).ok());
            }
            before.kill9(); // some of them are with the broker alone

            Script.run("backup", backup());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Script.refused("backup", backup())).contains("exists");
            writeMore(ann, room);

            assertThat(Script.refused("restore", restore(data))).contains("not empty");
            Script.run("restore", restore(elsewhere));
            checkRestored(ann, bob, room);
            checkOverwriting();
        } finally {
            ParleyProcess.endOrphans(data);
        }
    }

    private void writeMore(TestUser ann, String room) {
        try (var again = start("backup-2", data)) {
            var later = Parley.at(again).logIn(ann.email(), Parley.PASSWORD);
            later.post(room, "after the backup");
        }
    }

    private void checkRestored(TestUser ann, TestUser bob, String room) {
        try (var restored = start("backup-restored", elsewhere)) {
            var parley = Parley.at(restored);
            var annAgain = parley.logIn(ann.email(), Parley.PASSWORD);
            var bobAgain = parley.logIn(bob.email(), Parley.PASSWORD);
            Await.until(
                    "all that was acknowledged is stored",
                    () -> texts(bobAgain, room).size() == BURST + 1);
            assertThat(texts(bobAgain, room))
                    .startsWith("as it was edited")
                    .endsWith("burst " + (BURST - 1))
                    .doesNotHaveDuplicates()
                    .doesNotContain("after the backup");
            assertThat(annAgain.rest()
                            .get("/contacts?status=accepted")
                            .expect(200)
                            .objects("contacts"))
                    .hasSize(1);

            long last = events(annAgain, room).json().getLong("lastSeq");
            assertThat(bobAgain.post(room, "goes on").getLong("seq")).isEqualTo(last + 1);
            assertThat(events(annAgain, room).objects("events"))
                    .extracting(event -> event.getLong("seq"))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .endsWith(last + 1);

            assertThat(Script.refused("restore", List.of(file.toString(), "--data", elsewhere.toString(), "--yes")))
                    .contains("in use by another Parley");
            assertThat(texts(annAgain, room)).contains("goes on");
        }
    }

    private void checkOverwriting() throws IOException {
        var newer = Files.writeString(elsewhere.resolve("mongo/newer"), "");
        assertThat(Script.refused("restore", restore(elsewhere))).contains("--yes");
        assertThat(newer).exists();
        Script.run("restore", List.of(file.toString(), "--data", elsewhere.toString(), "--yes"));
        assertThat(newer).doesNotExist();
        try (var left = Files.list(elsewhere)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith(".restore")))
                    .isEmpty();
        }
    }

    private List<String> backup() {
        return List.of("--data", data.toString(), "--to", file.toString());
    }

    private List<String> restore(Path into) {
        return List.of(file.toString(), "--data", into.toString());
    }

    private static ParleyProcess start(String name, Path data) {
        return ParleyProcess.start(name, data, Settings.GENEROUS);
    }

    private static List<String> texts(TestUser reader, String room) {
        return reader.rest().get("/rooms/" + room + "/messages?limit=100").expect(200).objects("messages").stream()
                .map(message -> message.getJsonObject("content").getString("text"))
                .toList();
    }

    private static Answer events(TestUser reader, String room) {
        return reader.rest().get("/rooms/" + room + "/events?after=0&limit=500").expect(200);
    }
}
