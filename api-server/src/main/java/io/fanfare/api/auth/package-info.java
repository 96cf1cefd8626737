/** Who asks: signed tokens and the key they are signed with. */
@NullMarked
package io.fanfare.api.auth;

import org.jspecify.annotations.NullMarked;
