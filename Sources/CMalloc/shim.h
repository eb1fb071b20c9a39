// Settings of glibc's memory allocator; other systems have none.
#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
