/** The feed in the shape of SoundCloud's public API. */
@NullMarked
package io.fanfare.api.feed;

import org.jspecify.annotations.NullMarked;
