/**
 * Notifications: what a user is told in the application, until when all was seen, the devices that
 * get web push, and the channels that a user does not want.
 */
@NullMarked
package io.fanfare.api.notifications;

import org.jspecify.annotations.NullMarked;
