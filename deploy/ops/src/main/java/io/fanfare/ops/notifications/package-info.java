/** What an operator does about notifications. */
@NullMarked
package io.fanfare.ops.notifications;

import org.jspecify.annotations.NullMarked;
