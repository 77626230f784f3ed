package dev.parley.notification.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real SMTP server, and the mailboxes behind it. */
public final class MailServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final List<Received> earlier = new ArrayList<>();
    private GreenMail server;
    private boolean up = true;
    private final int port;

    private MailServer(GreenMail server) {
        this.server = server;
        this.port = server.getSmtp().getPort();
    }

    public static MailServer start() {
        return new MailServer(start(0));
    }

    private static GreenMail start(int port) {
        var server = new GreenMail(new ServerSetup(port, HOST, ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    public int port() {
        return port;
    }

    /** Takes this log-in, and refuses others of that name. */
    public synchronized void knows(String username, String password) {
        var unused = server.setUser(username + "@example.org", username, password);
    }

    /** What it has taken stays to be read. */
    public synchronized void goDown() {
        earlier.addAll(here());
        server.stop();
        up = false;
    }

    /** At the same port. */
    public synchronized void comeBack() {
        server = start(port);
        up = true;
    }

    @Override
    public synchronized void close() {
        server.stop();
    }

    /** All that was taken for this address, the first first. */
    public synchronized List<Received> receivedBy(String address) {
        var all = new ArrayList<>(earlier);
        if (up) {
            all.addAll(here());
        }
        return all.stream().filter(mail -> mail.to.equals(address)).toList();
    }

    private List<Received> here() {
        return Arrays.stream(server.getReceivedMessages()).map(Received::of).toList();
    }

    /** A mail as its reader's program sees it. */
    public record Received(
            String to, String from, String subject, String type, String text, String html, MimeMessage message) {
        private static Received of(MimeMessage message) {
            try {
                var parts = (Multipart) message.getContent();
                if (parts.getCount() != 2
                        || !parts.getBodyPart(0).isMimeType("text/plain")
                        || !parts.getBodyPart(1).isMimeType("text/html")) {
                    throw new AssertionError("not plain text and HTML");
                }
                return new Received(
                        message.getAllRecipients()[0].toString(),
                        message.getFrom()[0].toString(),
                        message.getSubject(),
                        message.getContentType(),
                        lines(parts.getBodyPart(0).getContent()),
                        lines(parts.getBodyPart(1).getContent()),
                        message);
            } catch (MessagingException e) {
                throw new AssertionError(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String lines(Object content) {
            return ((String) content).replace("\r\n", "\n");
        }

        /** Unfolded; empty if there is none. */
        public String header(String name) {
            try {
                var value = message.getHeader(name, null);
                return value == null ? "" : value.replaceAll("\\r?\\n[ \\t]+", " ");
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }

        /** Where a mail program's button posts to. */
        public String unsubscribeLink() {
            return header("List-Unsubscribe").replaceAll("^<|>$", "");
        }
    }
}
