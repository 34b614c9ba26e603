#include "CReferences.h"

#include "kept.h"

extern void *swift_nonatomic_retain(void *object);
extern void swift_nonatomic_release(void *object);

void creferences_increment_slowly(const void *object) { swift_nonatomic_retain((void *)object); }

void creferences_decrement_slowly(const void *object) {
    if (!creferences_put_away((void *)object)) swift_nonatomic_release((void *)object);
}

bool creferences_is_as_expected(const void *object) {
    const volatile uint64_t *count = (const uint64_t *)object + 1;
    uint64_t before = *count;
    swift_nonatomic_retain((void *)object);
    bool counts = *count == before + CREFERENCES_ONE;
    swift_nonatomic_release((void *)object);
    return counts && *count == before && (int64_t)before >= 0;
}
