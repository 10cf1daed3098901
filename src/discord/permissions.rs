//! Who may do what only some may.

use super::interaction::Asker;
use serenity::model::Permissions;

/// Whom the operator trusts, by number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Roles that may reindex.
    pub moderator_roles: Vec<u64>,
    /// Users that may reindex in servers.
    pub moderator_users: Vec<u64>,
    /// Users that may reindex anywhere.
    pub owners: Vec<u64>,
}

/// Whether the knowledge may be read anew by whoever asks.
///
/// Judged by what Discord says of the member in this very call, whatever the
/// server's settings for the command are.
pub fn may_reindex(policy: &Policy, asker: &Asker) -> bool {
    if policy.owners.contains(&asker.id) {
        return true;
    }
    let has = |permission| asker.permissions.intersects(permission | Permissions::ADMINISTRATOR);
    asker.server.is_some()
        && (has(Permissions::MANAGE_GUILD)
            || policy.moderator_users.contains(&asker.id)
            || asker.roles.iter().any(|role| policy.moderator_roles.contains(role)))
}

/// Whether a reply may be taken away: by who asked for it, and by whoever may
/// delete others' messages.
pub fn may_remove(presser: &Asker, asker: u64) -> bool {
    let moderates = Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR;
    presser.id == asker || presser.server.is_some() && presser.permissions.intersects(moderates)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(id: u64, permissions: Permissions, roles: &[u64], server: Option<u64>) -> Asker {
        Asker { id, server, permissions, roles: roles.to_vec() }
    }

    #[test]
    fn who_may_reindex() {
        let policy = Policy { moderator_roles: vec![10], moderator_users: vec![20], owners: vec![30] };
        let (none, manager) = (Permissions::empty(), Permissions::MANAGE_GUILD);
        for (id, permissions, roles, server, may) in [
            (1, none, &[][..], Some(5), false),
            (1, manager, &[], Some(5), true),
            (1, Permissions::ADMINISTRATOR, &[], Some(5), true),
            (1, Permissions::MANAGE_MESSAGES, &[11], Some(5), false),
            (1, none, &[10], Some(5), true),
            (20, none, &[], Some(5), true),
            (30, none, &[], Some(5), true),
            (30, none, &[], None, true),
            (20, none, &[], None, false),
            (1, manager, &[10], None, false),
        ] {
            assert_eq!(may_reindex(&policy, &asker(id, permissions, roles, server)), may, "{id} {permissions:?}");
        }
    }

    #[test]
    fn who_may_remove() {
        let (none, deletes) = (Permissions::empty(), Permissions::MANAGE_MESSAGES);
        for (id, permissions, server, may) in
            [(7, none, None, true), (8, none, Some(5), false), (8, deletes, Some(5), true), (8, deletes, None, false)]
        {
            assert_eq!(may_remove(&asker(id, permissions, &[], server), 7), may, "{id} {permissions:?}");
        }
    }
}
