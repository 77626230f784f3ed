package dev.parley.notification.mail;

import dev.parley.model.auth.User;
import dev.parley.model.id.Id;
import dev.parley.model.id.RoomId;
import dev.parley.model.notification.Notification.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts what is unread into words, as plain text and as HTML. Pure. */
final class MailWriter {
    /** Of one room; the count tells of the others. */
    static final int LINES = 5;

    static final int ROOMS = 20;

    private static final String UNSUBSCRIBE = "/api/v1/notifications/email/unsubscribe?token=";
    private static final String WHY = "You get this because e-mail is switched on in your notification settings.";

    private final URI publicUrl;
    private final String domain;

    /** @param domain what Message-IDs end with */
    MailWriter(URI publicUrl, String domain) {
        this.publicUrl = publicUrl;
        this.domain = domain;
    }

    /**
     * @param entries the newest first, at least one
     * @param previews whether it may quote what was written
     */
    Letter write(User user, List<Entry> entries, boolean previews, String token) {
        var sections = new ArrayList<Section>();
        sections.addAll(sections(entries.stream().filter(Entry::mention).toList(), true, previews));
        sections.addAll(
                sections(entries.stream().filter(entry -> !entry.mention()).toList(), false, previews));
        var unsubscribe = publicUrl + UNSUBSCRIBE + token;
        return new Letter(
                user.email(),
                subject(entries),
                text(user, sections, unsubscribe),
                html(user, sections, unsubscribe),
                messageId(user, entries),
                unsubscribe);
    }

    /** The same for the same, so that a second copy can be recognised. */
    private String messageId(User user, List<Entry> entries) {
        var ids = entries.stream().map(entry -> entry.id().value()).sorted();
        var parts = Stream.concat(Stream.of("mail", user.id().value()), ids).toArray(String[]::new);
        return "<" + Id.derived(parts) + "@" + domain + ">";
    }

    private List<Section> sections(List<Entry> entries, boolean mentions, boolean previews) {
        var rooms = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> String.valueOf(entry.room()), LinkedHashMap::new, Collectors.toList()));
        var sections = rooms.values().stream()
                .limit(ROOMS)
                .map(room -> section(room, mentions, previews))
                .collect(Collectors.toCollection(ArrayList::new));
        if (rooms.size() > ROOMS) {
            sections.add(new Section("… and in " + (rooms.size() - ROOMS) + " more rooms", List.of(), link(null)));
        }
        return sections;
    }

    private Section section(List<Entry> entries, boolean mentions, boolean previews) {
        var newest = entries.get(0);
        int count = entries.size();
        var what = mentions ? (count == 1 ? "1 mention" : count + " mentions") : count + " unread";
        return new Section(
                plain(newest.where()) + " (" + what + ")",
                previews ? quoted(entries) : discreet(entries),
                link(newest.room()));
    }

    /** The newest lines, in the order in which they were written. */
    private static List<String> quoted(List<Entry> entries) {
        var lines = new ArrayList<String>();
        for (int i = Math.min(LINES, entries.size()) - 1; i >= 0; i--) {
            var entry = entries.get(i);
            lines.add(plain(entry.kind() == Kind.INVITATION ? entry.body() : entry.who() + ": " + entry.body()));
        }
        return lines;
    }

    /** Who wrote, and how often. */
    private static List<String> discreet(List<Entry> entries) {
        var lines = new LinkedHashMap<String, Integer>();
        entries.forEach(entry ->
                lines.merge(entry.kind() == Kind.INVITATION ? plain(entry.body()) : from(entry), 1, Integer::sum));
        return lines.entrySet().stream()
                .limit(LINES)
                .map(line -> line.getValue() == 1 ? line.getKey() : line.getKey() + " (" + line.getValue() + ")")
                .toList();
    }

    private static String from(Entry entry) {
        return "New message from " + plain(entry.who());
    }

    /** Quotes nothing, whatever the settings. */
    private static String subject(List<Entry> entries) {
        long mentions = entries.stream().filter(Entry::mention).count();
        long rooms = entries.stream().map(Entry::room).distinct().count();
        var newest = entries.get(0);
        if (entries.size() == 1) {
            return plain(subject(newest));
        }
        var where = rooms == 1 ? "in " + plain(newest.where()) : "in " + rooms + " rooms";
        if (mentions == entries.size()) {
            return mentions + " mentions " + where;
        }
        return entries.size() + " unread " + where
                + (mentions == 0 ? "" : mentions == 1 ? ", 1 mentions you" : ", " + mentions + " mention you");
    }

    private static String subject(Entry one) {
        var inRoom = Objects.equals(one.sender(), one.place()) || one.place() == null ? "" : " in " + one.place();
        return switch (one.kind()) {
            case MENTION -> one.who() + " mentioned you" + inRoom;
            case MESSAGE -> from(one) + inRoom;
            case INVITATION -> one.title() + ": " + one.body();
        };
    }

    /** The web client's own deep link. */
    private String link(@Nullable RoomId room) {
        return publicUrl + "/#/chats" + (room == null ? "" : "/" + room);
    }

    private static String text(User user, List<Section> sections, String unsubscribe) {
        var text = new StringBuilder("Hello ").append(plain(user.displayName())).append(",\n");
        for (var section : sections) {
            text.append('\n').append(section.title).append('\n');
            section.lines.forEach(line -> text.append("  ").append(line).append('\n'));
            text.append("  ").append(section.link).append('\n');
        }
        return text.append("\n-- \n")
                .append(WHY)
                .append("\nStop these mails: ")
                .append(unsubscribe)
                .append('\n')
                .toString();
    }

    private static String html(User user, List<Section> sections, String unsubscribe) {
        var html = new StringBuilder(
                "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Parley</title></head>\n"
                        + "<body style=\"font-family:sans-serif;line-height:1.4;color:#1b1b1f;max-width:36em;margin:1em auto\">\n");
        html.append("<p>Hello ").append(escape(plain(user.displayName()))).append(",</p>\n");
        for (var section : sections) {
            html.append("<h2 style=\"font-size:1em;margin:1.5em 0 .3em\"><a href=\"")
                    .append(escape(section.link))
                    .append("\">")
                    .append(escape(section.title))
                    .append("</a></h2>\n");
            section.lines.forEach(line -> html.append("<p style=\"margin:.2em 0\">")
                    .append(escape(line))
                    .append("</p>\n"));
        }
        return html.append("<p style=\"margin-top:2em;font-size:.85em;color:#5b5b66\">")
                .append(WHY)
                .append(" <a href=\"")
                .append(escape(unsubscribe))
                .append("\">Stop these mails</a></p>\n</body></html>\n")
                .toString();
    }

    /** Without line ends and whatever else is no character: it may become a header. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }

    /** As text, or as an attribute in double quotes. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Of one room. */
    private record Section(String title, List<String> lines, String link) {}
}
