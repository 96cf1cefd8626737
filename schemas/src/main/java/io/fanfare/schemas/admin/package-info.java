/** What a program serves to operators. This package is no contract: it is here for all programs. */
@NullMarked
package io.fanfare.schemas.admin;

import org.jspecify.annotations.NullMarked;
