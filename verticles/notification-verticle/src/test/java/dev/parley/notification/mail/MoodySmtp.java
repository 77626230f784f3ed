package dev.parley.notification.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that answers as told, or not at all: what GreenMail would not do. */
public final class MoodySmtp {
    /** Says nothing. */
    public static final String SILENCE = "";

    private static final Map<String, String> USUAL = Map.of(
            "GREETING", "220 moody",
            "EHLO", "250 moody",
            "MAIL", "250 ok",
            "RCPT", "250 ok",
            "DATA", "354 go on",
            ".", "250 taken",
            "RSET", "250 ok",
            "QUIT", "221 bye");

    private final Map<String, String> answers = new ConcurrentHashMap<>(USUAL);
    private final List<String> messageIds = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final NetServer server;

    private MoodySmtp(Vertx vertx) {
        this.server = vertx.createNetServer().connectHandler(this::connected);
    }

    public static Future<MoodySmtp> start(Vertx vertx) {
        var smtp = new MoodySmtp(vertx);
        return smtp.server.listen(0, "127.0.0.1").map(smtp);
    }

    public int port() {
        return server.actualPort();
    }

    /** @param command {@code GREETING}, a verb, or {@code .}, which ends a mail */
    public MoodySmtp answers(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    public void answersAsUsual() {
        answers.putAll(USUAL);
    }

    /** Of all mails that it has seen whole, whatever it answered. */
    public List<String> messageIds() {
        return List.copyOf(messageIds);
    }

    public int open() {
        return open.get();
    }

    /** How often somebody was to be mailed. */
    public int recipients() {
        return asked.get();
    }

    private void connected(NetSocket socket) {
        open.incrementAndGet();
        socket.closeHandler(closed -> open.decrementAndGet());
        var body = new boolean[1]; // whether it is in a mail; owned by the socket's context
        socket.handler(RecordParser.newDelimited("\r\n", line -> {
            var text = line.toString();
            if (body[0] && !text.equals(".")) {
                if (text.startsWith("Message-ID: ")) {
                    messageIds.add(text.substring("Message-ID: ".length()));
                }
                return;
            }
            body[0] = text.equals("DATA") && answers.getOrDefault("DATA", "").startsWith("354");
            var verb = text.split(" ", 2)[0];
            if (verb.equals("RCPT")) {
                asked.incrementAndGet();
            }
            say(socket, verb);
        }));
        say(socket, "GREETING");
    }

    private void say(NetSocket socket, String command) {
        var answer = answers.getOrDefault(command, "502 what?");
        if (!answer.isEmpty()) {
            var unused = socket.write(answer + "\r\n");
        }
    }
}
