/** Notifications: decides which completion events become messages, and when. */
@NullMarked
package io.fanfare.jobs.notifications;

import org.jspecify.annotations.NullMarked;
