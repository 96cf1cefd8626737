/** What the server depends on, whether it answers, and how long to wait for it. */
@NullMarked
package io.fanfare.api.availability;

import org.jspecify.annotations.NullMarked;
