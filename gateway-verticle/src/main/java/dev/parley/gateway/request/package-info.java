/** What a client sent, read field by field; every bad field is named. */
@NullMarked
package dev.parley.gateway.request;

import org.jspecify.annotations.NullMarked;
