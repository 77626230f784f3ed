/** SMTP servers to mail to, and the rules of mailing. */
@org.jspecify.annotations.NullMarked
package dev.parley.notification.mail;
