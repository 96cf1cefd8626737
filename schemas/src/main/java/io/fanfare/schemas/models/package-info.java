/** ModelBroadcast: the domain models and the stream of their changes. */
@NullMarked
package io.fanfare.schemas.models;

import org.jspecify.annotations.NullMarked;
