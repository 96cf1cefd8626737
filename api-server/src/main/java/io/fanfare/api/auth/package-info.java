/** Access tokens and the key that signs them. */
@NullMarked
package io.fanfare.api.auth;

import org.jspecify.annotations.NullMarked;
