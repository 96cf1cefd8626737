/**
 * The outside world of the local stack: mailboxes, a push service and webhook receivers, which keep
 * what arrives and can be told to fail. It shares no code with the senders, so that each checks the
 * other.
 */
@NullMarked
package io.fanfare.receivers;

import org.jspecify.annotations.NullMarked;
