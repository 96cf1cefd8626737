/** What the notifications job and its agents agree on: settings, slots and ids. */
@NullMarked
package io.fanfare.schemas.notifications;

import org.jspecify.annotations.NullMarked;
