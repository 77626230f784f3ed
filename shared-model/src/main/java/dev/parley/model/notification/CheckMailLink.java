package dev.parley.model.notification;

/** Is there somebody whose mail has this link? NOT_FOUND if there is nobody. */
public record CheckMailLink(String token) {
    @Override
    public String toString() {
        return "CheckMailLink[[redacted]]";
    }
}
