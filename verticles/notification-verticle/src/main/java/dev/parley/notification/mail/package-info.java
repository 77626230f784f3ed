/** Mail to who does not look: the outbox, what is said when, and sending it. */
@NullMarked
package dev.parley.notification.mail;

import org.jspecify.annotations.NullMarked;
